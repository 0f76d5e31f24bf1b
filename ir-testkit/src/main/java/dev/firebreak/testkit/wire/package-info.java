/**
 * The generic codec between HTTP and SDK request and response objects, driven by the SDK's own field metadata.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.wire.WireProtocol}, one implementation for each protocol of AWS.
 */
@NullMarked
package dev.firebreak.testkit.wire;

import org.jspecify.annotations.NullMarked;
