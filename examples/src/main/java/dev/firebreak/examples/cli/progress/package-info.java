/** How far a run is; entry type: {@link dev.firebreak.examples.cli.progress.Progress}. */
@NullMarked
package dev.firebreak.examples.cli.progress;

import org.jspecify.annotations.NullMarked;
