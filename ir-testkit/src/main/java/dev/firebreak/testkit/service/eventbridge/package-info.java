/**
 * The fake EventBridge. Entry type: {@link dev.firebreak.testkit.service.eventbridge.EventBridgeService}.
 */
@NullMarked
package dev.firebreak.testkit.service.eventbridge;

import org.jspecify.annotations.NullMarked;
