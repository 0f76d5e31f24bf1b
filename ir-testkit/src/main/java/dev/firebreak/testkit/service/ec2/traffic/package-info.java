/**
 * The operations of EC2 on flow logs and traffic mirroring. Entry type: {@link dev.firebreak.testkit.service.ec2.traffic.TrafficOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.traffic;

import org.jspecify.annotations.NullMarked;
