/**
 * What authors of evidence sources and stores write against; entry type: {@link dev.firebreak.evidence.spi.EvidenceSource}.
 *
 * <p>Interfaces here grow by default methods and by further interfaces only.
 */
@NullMarked
package dev.firebreak.evidence.spi;

import org.jspecify.annotations.NullMarked;
