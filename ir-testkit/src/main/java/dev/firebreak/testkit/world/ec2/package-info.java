/** Instances, groups and templates of an account in a Region, reached by {@link dev.firebreak.testkit.world.Region#ec2()}. */
@NullMarked
package dev.firebreak.testkit.world.ec2;

import org.jspecify.annotations.NullMarked;
