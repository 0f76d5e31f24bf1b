/**
 * The AWS provider; entry types: {@link dev.firebreak.aws.AwsProvider}, and {@link dev.firebreak.aws.Ec2} and
 * {@link dev.firebreak.aws.Iam} for what to contain and how.
 */
@NullMarked
package dev.firebreak.aws;

import org.jspecify.annotations.NullMarked;
