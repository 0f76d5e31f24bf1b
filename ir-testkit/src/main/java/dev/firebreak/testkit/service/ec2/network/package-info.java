/**
 * The operations of EC2 on VPCs, subnets, network interfaces and addresses. Entry type: {@link dev.firebreak.testkit.service.ec2.network.NetworkOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.network;

import org.jspecify.annotations.NullMarked;
