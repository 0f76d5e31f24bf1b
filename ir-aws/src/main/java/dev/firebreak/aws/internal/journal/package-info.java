/** Journals in S3; entry type: {@link dev.firebreak.aws.internal.journal.S3Store}. No promise is made for anything here. */
@NullMarked
package dev.firebreak.aws.internal.journal;

import org.jspecify.annotations.NullMarked;
