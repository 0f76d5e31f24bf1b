/**
 * What runs inside simulated instances: processes, files, memory, the metadata service and the SSM agent. Entry type:
 * {@link dev.firebreak.testkit.guest.Guest}.
 */
@NullMarked
package dev.firebreak.testkit.guest;

import org.jspecify.annotations.NullMarked;
