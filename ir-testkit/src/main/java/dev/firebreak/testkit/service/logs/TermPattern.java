package dev.firebreak.testkit.service.logs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that a message must all have, {@code -words} that it must not have, {@code ?words} of which it must have one. */
final class TermPattern implements FilterPattern {
    private static final Pattern TERM = Pattern.compile("([-?]?)(?:\"((?:[^\"\\\\]|\\\\.)*)\"|%([^%]+)%|(\\S+))\\s*");

    private final List<Pattern> all = new ArrayList<>();
    private final List<Pattern> none = new ArrayList<>();
    private final List<Pattern> any = new ArrayList<>();

    TermPattern(String text) {
        Matcher term = TERM.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!term.find(position) || term.start() != position) {
                throw LogErrors.invalid("Invalid filter pattern");
            }
            position = term.end();
            Pattern wanted = wanted(term);
            switch (term.group(1)) {
                case "-" -> none.add(wanted);
                case "?" -> any.add(wanted);
                default -> all.add(wanted);
            }
        }
    }

    private static Pattern wanted(Matcher term) {
        if (term.group(3) != null) {
            return Pattern.compile(term.group(3));
        }
        String text = term.group(2) == null ? term.group(4) : term.group(2).replace("\\\"", "\"");
        if (term.group(2) == null && !text.matches("[\\w.*/:@=,-]+")) {
            // Anything but letters, digits and a few marks has to be quoted.
            throw LogErrors.invalid("Invalid character(s) in term '%s'", text);
        }
        return Pattern.compile(Pattern.quote(text));
    }

    @Override
    public boolean matches(String message) {
        return all.stream().allMatch(term -> term.matcher(message).find())
                && none.stream().noneMatch(term -> term.matcher(message).find())
                && (any.isEmpty()
                        || any.stream().anyMatch(term -> term.matcher(message).find()));
    }
}
