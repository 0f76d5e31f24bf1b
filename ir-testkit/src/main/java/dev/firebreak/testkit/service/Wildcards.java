package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.Glob;
import java.util.Locale;

/** Matches the {@code *} and {@code ?} of policies. */
public final class Wildcards {
    private Wildcards() {}

    public static boolean matchesIgnoringCase(String pattern, String text) {
        return matches(pattern.toLowerCase(Locale.ROOT), text.toLowerCase(Locale.ROOT));
    }

    public static boolean matches(String pattern, String text) {
        return Glob.matches(Glob.pattern(pattern), text);
    }
}
