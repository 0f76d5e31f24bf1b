/**
 * A fake AWS Global Accelerator: accelerators that bring the traffic of clients to EC2 instances.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.service.globalaccelerator.GlobalAcceleratorService}.
 */
@NullMarked
package dev.firebreak.testkit.service.globalaccelerator;

import org.jspecify.annotations.NullMarked;
