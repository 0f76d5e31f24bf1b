/**
 * Abstract tests that every implementation of an interface of Firebreak must pass; extend one and say how to make yours.
 *
 * <p>Entry types: {@link dev.firebreak.testkit.contract.StepHandlerContract}, {@link dev.firebreak.testkit.contract.JournalContract}
 */
@NullMarked
package dev.firebreak.testkit.contract;

import org.jspecify.annotations.NullMarked;
