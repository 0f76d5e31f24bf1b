/** The {@code ir} command line over the library; entry type: {@link dev.firebreak.examples.cli.Ir}. */
@NullMarked
package dev.firebreak.examples.cli;

import org.jspecify.annotations.NullMarked;
