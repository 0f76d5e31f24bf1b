/**
 * The fake EC2: one package-private class per area, composed by {@link dev.firebreak.testkit.service.ec2.Ec2Service}.
 */
@NullMarked
package dev.firebreak.testkit.service.ec2;

import org.jspecify.annotations.NullMarked;
