/** Runnable programs: the {@link dev.firebreak.examples.Quickstart}, the {@code ir} command line, and an action of an application's own. */
@NullMarked
package dev.firebreak.examples;

import org.jspecify.annotations.NullMarked;
