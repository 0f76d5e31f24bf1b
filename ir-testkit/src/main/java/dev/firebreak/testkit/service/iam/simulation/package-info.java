/**
 * The policy simulator of IAM.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.service.iam.simulation.SimulationOperations}.
 */
@NullMarked
package dev.firebreak.testkit.service.iam.simulation;

import org.jspecify.annotations.NullMarked;
