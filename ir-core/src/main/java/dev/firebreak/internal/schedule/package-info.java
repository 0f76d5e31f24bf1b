/**
 * When tasks run, where, and which of them together. Entry type: {@link dev.firebreak.internal.schedule.InProcessEngine}. No promise is
 * made about this package.
 */
@NullMarked
package dev.firebreak.internal.schedule;

import org.jspecify.annotations.NullMarked;
