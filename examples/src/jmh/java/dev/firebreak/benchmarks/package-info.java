/**
 * Measurements of the library and its testkit, printed as tables. Entry type: {@link dev.firebreak.benchmarks.Benchmarks}.
 */
@NullMarked
package dev.firebreak.benchmarks;

import org.jspecify.annotations.NullMarked;
