/**
 * What authors of providers and actions write against; entry type: {@link dev.firebreak.spi.StepHandler}.
 *
 * <p>Interfaces here grow by default methods and by further interfaces only.
 */
@NullMarked
package dev.firebreak.spi;

import org.jspecify.annotations.NullMarked;
