/**
 * The operations of EC2 on VPC endpoints, prefix lists and VPC peering. Entry type: {@link dev.firebreak.testkit.service.ec2.connection.ConnectionOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.connection;

import org.jspecify.annotations.NullMarked;
