/**
 * The append-only, hash-chained record of everything done for an incident; entry type: {@link dev.firebreak.journal.Journal}.
 */
@NullMarked
package dev.firebreak.journal;

import org.jspecify.annotations.NullMarked;
