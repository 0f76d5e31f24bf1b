/**
 * Steps on IAM; entry type: {@link dev.firebreak.aws.internal.iam.IamSteps}.
 *
 * <p>No promise is made about this package.
 */
@NullMarked
package dev.firebreak.aws.internal.iam;

import org.jspecify.annotations.NullMarked;
