/**
 * Who may do what: every call becomes actions on resources, which the policies that bear on it allow or not.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.authorization.Authorization}.
 */
@NullMarked
package dev.firebreak.testkit.authorization;

import org.jspecify.annotations.NullMarked;
