/** Sources of evidence on AWS, and the store in S3; entry type: {@link dev.firebreak.aws.internal.evidence.InstanceEvidence}. Nothing is promised. */
@NullMarked
package dev.firebreak.aws.internal.evidence;

import org.jspecify.annotations.NullMarked;
