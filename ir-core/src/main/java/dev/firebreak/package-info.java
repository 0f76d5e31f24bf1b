/**
 * What users of the library type: {@link dev.firebreak.Containment}, its plans and reports, targets, actions and errors.
 */
@NullMarked
package dev.firebreak;

import org.jspecify.annotations.NullMarked;
