/** Journals in a database, for teams; entry type: {@link dev.firebreak.journal.jdbc.JdbcJournal}. */
@NullMarked
package dev.firebreak.journal.jdbc;

import org.jspecify.annotations.NullMarked;
