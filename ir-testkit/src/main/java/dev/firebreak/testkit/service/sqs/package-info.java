/**
 * The fake SQS. Entry type: {@link dev.firebreak.testkit.service.sqs.SqsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.sqs;

import org.jspecify.annotations.NullMarked;
