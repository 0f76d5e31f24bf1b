/** Auto Scaling groups and their instances, reached by {@link dev.firebreak.testkit.world.Region#autoScaling()}. */
@NullMarked
package dev.firebreak.testkit.world.autoscaling;

import org.jspecify.annotations.NullMarked;
