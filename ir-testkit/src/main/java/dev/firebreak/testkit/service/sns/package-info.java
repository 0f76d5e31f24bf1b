/**
 * The fake SNS. Entry type: {@link dev.firebreak.testkit.service.sns.SnsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.sns;

import org.jspecify.annotations.NullMarked;
