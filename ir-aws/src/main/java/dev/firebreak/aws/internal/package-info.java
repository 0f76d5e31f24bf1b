/**
 * What the actions share: clients, errors, and reads made while planning; entry type: {@link
 * dev.firebreak.aws.internal.Clients}.
 *
 * <p>No promise is made about this package.
 */
@NullMarked
package dev.firebreak.aws.internal;

import org.jspecify.annotations.NullMarked;
