/**
 * Collecting evidence, keeping its chain of custody, and sealing it so that others can check it; entry type:
 * {@link dev.firebreak.evidence.EvidenceCollector}.
 */
@NullMarked
package dev.firebreak.evidence;

import org.jspecify.annotations.NullMarked;
