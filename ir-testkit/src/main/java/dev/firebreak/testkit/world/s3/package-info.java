/** Buckets and the versions of their objects, reached by {@link dev.firebreak.testkit.world.World#buckets()}. */
@NullMarked
package dev.firebreak.testkit.world.s3;

import org.jspecify.annotations.NullMarked;
