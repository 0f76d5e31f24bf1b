/**
 * What authors of journals write against; entry type: {@link dev.firebreak.journal.spi.RecordStore}.
 *
 * <p>Interfaces here grow by default methods and by further interfaces only.
 */
@NullMarked
package dev.firebreak.journal.spi;

import org.jspecify.annotations.NullMarked;
