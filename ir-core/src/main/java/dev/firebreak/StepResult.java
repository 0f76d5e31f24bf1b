package dev.firebreak;

import java.time.Instant;

/**
 * How one step ended.
 *
 * @param step the step
 * @param status how it ended
 * @param code the provider's error code, such as {@code UnauthorizedOperation}, or the name of the guard that refused; empty when
 *     there is none
 * @param message why, in words for the responder; empty where the status says all
 * @param at when it ended
 */
public record StepResult(Step step, StepStatus status, String code, String message, Instant at) {}
