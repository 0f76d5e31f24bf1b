/**
 * FakeAws: a stateful AWS in one JVM, for tests of code that responds to incidents.
 *
 * <p>Start at {@link dev.firebreak.testkit.FakeAws}.
 */
@NullMarked
package dev.firebreak.testkit;

import org.jspecify.annotations.NullMarked;
