package dev.firebreak.testkit.service.pattern;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Texts with stars for any characters; a backslash makes a star or a backslash itself. */
final class Wildcard {
    private Wildcard() {}

    static Predicate<String> parse(String pattern) {
        var regex = new StringBuilder();
        boolean star = false;
        for (int position = 0; position < pattern.length(); position++) {
            char character = pattern.charAt(position);
            boolean wasStar = star;
            star = character == '*';
            if (star && wasStar) {
                throw new InvalidPatternException("Consecutive wildcard characters at pos " + (position - 1));
            }
            if (character == '\\') {
                position++;
                if (position == pattern.length() || "*\\".indexOf(pattern.charAt(position)) < 0) {
                    throw new InvalidPatternException("Invalid escape character at pos " + (position - 1));
                }
                character = pattern.charAt(position);
            }
            regex.append(star ? ".*" : Pattern.quote(String.valueOf(character)));
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
