/**
 * The faults that a fake AWS shows when it is told to.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.fault.Faults}, which {@code FakeAws.faults()} gives.
 */
@NullMarked
package dev.firebreak.testkit.fault;

import org.jspecify.annotations.NullMarked;
