/**
 * Attackers in a fake AWS, who act in the background of a test with what they have stolen. Begin at {@link
 * dev.firebreak.testkit.FakeAws#attacker()}.
 */
@NullMarked
package dev.firebreak.testkit.attack;

import org.jspecify.annotations.NullMarked;
