package dev.firebreak.aws.crash;

import java.lang.Thread.UncaughtExceptionHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For tests in which processes die in play: their threads are not told of on standard error, and the SDK sends each call once, without
 * hiding faults or waiting between attempts.
 */
final class InPlay implements BeforeAllCallback, AfterAllCallback {
    private static final String ATTEMPTS = "aws.maxAttempts";

    private final Optional<String> attempts = Optional.ofNullable(System.getProperty(ATTEMPTS));
    private final @Nullable UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();

    @Override
    public void beforeAll(ExtensionContext context) {
        System.setProperty(ATTEMPTS, "1");
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof ProcessDeath)) {
                thread.getThreadGroup().uncaughtException(thread, thrown);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler(handler);
        attempts.ifPresentOrElse(value -> System.setProperty(ATTEMPTS, value), () -> System.clearProperty(ATTEMPTS));
    }
}
