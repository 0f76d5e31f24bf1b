/**
 * The fake IAM: one package-private class per area, composed by {@link dev.firebreak.testkit.service.iam.IamService}.
 */
@NullMarked
package dev.firebreak.testkit.service.iam;

import org.jspecify.annotations.NullMarked;
