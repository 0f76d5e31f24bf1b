/** Plans and reports as people and tools read them. No promise is made about this package. */
@NullMarked
package dev.firebreak.internal.report;

import org.jspecify.annotations.NullMarked;
