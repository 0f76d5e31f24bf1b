package dev.firebreak;

/**
 * A step that a guard kept out of a plan.
 *
 * @param target the target that was asked for
 * @param step the id of the step that was refused
 * @param guard the guard's name
 * @param reason why, in words for the responder
 */
public record Refusal(TargetRef target, String step, String guard, String reason) {}
