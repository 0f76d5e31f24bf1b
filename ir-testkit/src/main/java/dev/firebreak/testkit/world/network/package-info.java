/** What connects VPCs, and the addresses in them, reached by {@link dev.firebreak.testkit.world.ec2.Ec2State#networks()}. */
@NullMarked
package dev.firebreak.testkit.world.network;

import org.jspecify.annotations.NullMarked;
