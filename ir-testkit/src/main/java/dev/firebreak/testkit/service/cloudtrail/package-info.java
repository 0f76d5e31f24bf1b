/**
 * The fake CloudTrail. Entry type: {@link dev.firebreak.testkit.service.cloudtrail.CloudTrailService}.
 */
@NullMarked
package dev.firebreak.testkit.service.cloudtrail;

import org.jspecify.annotations.NullMarked;
