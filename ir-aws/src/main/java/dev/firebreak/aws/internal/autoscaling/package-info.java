/**
 * Steps on Auto Scaling groups; entry type: {@link dev.firebreak.aws.internal.autoscaling.AutoScalingSteps}.
 *
 * <p>No promise is made about this package.
 */
@NullMarked
package dev.firebreak.aws.internal.autoscaling;

import org.jspecify.annotations.NullMarked;
