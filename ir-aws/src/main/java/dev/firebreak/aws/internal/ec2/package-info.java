/**
 * Steps on EC2; entry type: {@link dev.firebreak.aws.internal.ec2.Ec2Steps}.
 *
 * <p>No promise is made about this package.
 */
@NullMarked
package dev.firebreak.aws.internal.ec2;

import org.jspecify.annotations.NullMarked;
