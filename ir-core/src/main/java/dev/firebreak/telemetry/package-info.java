/**
 * What a responder tells of its work while it does it: to listeners, and to OpenTelemetry. Entry type:
 * {@link dev.firebreak.telemetry.Observer}. Only {@link dev.firebreak.telemetry.OpenTelemetryObserver} needs {@code opentelemetry-api}.
 */
@NullMarked
package dev.firebreak.telemetry;

import org.jspecify.annotations.NullMarked;
