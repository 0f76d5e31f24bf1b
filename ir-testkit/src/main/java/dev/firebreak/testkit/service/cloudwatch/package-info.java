/**
 * The fake CloudWatch. Entry type: {@link dev.firebreak.testkit.service.cloudwatch.CloudWatchService}.
 */
@NullMarked
package dev.firebreak.testkit.service.cloudwatch;

import org.jspecify.annotations.NullMarked;
