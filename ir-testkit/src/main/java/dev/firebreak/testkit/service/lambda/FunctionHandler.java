package dev.firebreak.testkit.service.lambda;

/** What a function does when it is invoked: the code that a test gives it in Java. */
@FunctionalInterface
public interface FunctionHandler {
    /**
     * Handles an event.
     *
     * @param payload the event as JSON text
     * @return the result as JSON text
     * @throws RuntimeException when the function fails; its type and message go into the answer
     */
    String handle(String payload);
}
