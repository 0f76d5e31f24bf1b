/**
 * The two doors to a fake AWS: HTTP clients of the SDK that need no socket, and an HTTP server. Both feed one dispatcher.
 *
 * <p>Entry types: {@link dev.firebreak.testkit.door.InMemoryHttpClient} and {@link dev.firebreak.testkit.door.HttpDoor}.
 */
@NullMarked
package dev.firebreak.testkit.door;

import org.jspecify.annotations.NullMarked;
