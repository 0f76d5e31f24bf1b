/**
 * The generic codec between HTTP and SDK request and response objects, driven by the SDK's own field metadata.
 */
@NullMarked
package dev.firebreak.testkit.wire;

import org.jspecify.annotations.NullMarked;
