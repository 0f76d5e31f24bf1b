/**
 * Finds targets by what they have in common; entry type: {@link dev.firebreak.aws.internal.search.InstanceSearch}.
 *
 * <p>No promise is made about this package.
 */
@NullMarked
package dev.firebreak.aws.internal.search;

import org.jspecify.annotations.NullMarked;
