/**
 * The operations of EC2 on route tables and gateways. Entry type: {@link dev.firebreak.testkit.service.ec2.routing.RoutingOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2.routing;

import org.jspecify.annotations.NullMarked;
