/**
 * The pattern language that EventBridge rules and SNS filter policies share. Entry type:
 * {@link dev.firebreak.testkit.service.pattern.EventPattern}.
 */
@NullMarked
package dev.firebreak.testkit.service.pattern;

import org.jspecify.annotations.NullMarked;
