/**
 * Processes that die on the way, at any point of any response to an incident, and others that go on.
 *
 * <p>Entry types: {@link dev.firebreak.aws.crash.Response}, what is done, and {@link dev.firebreak.aws.crash.Fate}, when its process
 * dies.
 */
@NullMarked
package dev.firebreak.aws.crash;

import org.jspecify.annotations.NullMarked;
