package dev.firebreak.testkit.policy;

/**
 * Matches the wildcards of policies.
 *
 * <p>In a pattern they are two characters of the private use area, so that a {@code *} that comes out of a variable, or is
 * escaped, stays a {@code *}.
 */
final class Glob {
    static final char STAR = '\uE000';
    static final char ANY = '\uE001';

    private Glob() {}

    /** A text in which {@code *} and {@code ?} are wildcards, as a pattern. */
    static String pattern(String text) {
        return text.replace('*', STAR).replace('?', ANY);
    }

    static boolean matches(String pattern, String text) {
        int star = -1;
        int resume = 0;
        int at = 0;
        int position = 0;
        while (position < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == STAR) {
                star = at++;
                resume = position;
            } else if (at < pattern.length()
                    && (pattern.charAt(at) == ANY || pattern.charAt(at) == text.charAt(position))) {
                at++;
                position++;
            } else if (star >= 0) {
                at = star + 1;
                position = ++resume;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == STAR) {
            at++;
        }
        return at == pattern.length();
    }
}
