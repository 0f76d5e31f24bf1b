package dev.firebreak.aws.crash;

import java.lang.Thread.UncaughtExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Keeps threads of processes that died in play from being told of on standard error. */
final class QuietDeath implements BeforeAllCallback, AfterAllCallback {
    private @Nullable UncaughtExceptionHandler former;

    @Override
    public void beforeAll(ExtensionContext context) {
        former = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof ProcessDeath)) {
                thread.getThreadGroup().uncaughtException(thread, thrown);
            }
        });
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Thread.setDefaultUncaughtExceptionHandler(former);
    }
}
