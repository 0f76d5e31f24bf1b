/**
 * The operations of EC2 on security groups and network ACLs. Entry type: {@link dev.firebreak.testkit.service.ec2.firewall.FirewallOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.firewall;

import org.jspecify.annotations.NullMarked;
