/** Transit gateways and their attachments to VPCs; entry type: {@link dev.firebreak.testkit.service.ec2.transit.TransitOperations}. */
@NullMarked
package dev.firebreak.testkit.service.ec2.transit;

import org.jspecify.annotations.NullMarked;
