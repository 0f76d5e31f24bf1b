/** Collecting, sealing and verifying; nothing here is promised to anyone. Entry type: {@link dev.firebreak.evidence.internal.Custody}. */
@NullMarked
package dev.firebreak.evidence.internal;

import org.jspecify.annotations.NullMarked;
