/**
 * The fake EC2 Auto Scaling. Entry type: {@link dev.firebreak.testkit.service.autoscaling.AutoScalingService}.
 */
@NullMarked
package dev.firebreak.testkit.service.autoscaling;

import org.jspecify.annotations.NullMarked;
