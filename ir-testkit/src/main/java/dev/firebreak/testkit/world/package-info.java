/**
 * The simulated state: accounts, Regions, and what lies in them. Entry type: {@link dev.firebreak.testkit.world.World}.
 */
@NullMarked
package dev.firebreak.testkit.world;

import org.jspecify.annotations.NullMarked;
