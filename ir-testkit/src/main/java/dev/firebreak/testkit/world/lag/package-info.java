/**
 * Eventual consistency: state that is still seen as it was a while ago. Entry type: {@link dev.firebreak.testkit.world.lag.Lag}.
 */
@NullMarked
package dev.firebreak.testkit.world.lag;

import org.jspecify.annotations.NullMarked;
