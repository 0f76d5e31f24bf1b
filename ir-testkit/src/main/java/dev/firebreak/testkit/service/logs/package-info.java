/**
 * The fake CloudWatch Logs. Entry type: {@link dev.firebreak.testkit.service.logs.LogsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.logs;

import org.jspecify.annotations.NullMarked;
