/** What lies on volumes and in snapshots, block by block. Entry type: {@link dev.firebreak.testkit.world.disk.Disks}. */
@NullMarked
package dev.firebreak.testkit.world.disk;

import org.jspecify.annotations.NullMarked;
