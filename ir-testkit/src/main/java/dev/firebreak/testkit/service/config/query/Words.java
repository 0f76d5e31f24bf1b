package dev.firebreak.testkit.service.config.query;

import dev.firebreak.testkit.service.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of an expression, read one after another. */
final class Words {
    private static final Pattern WORD =
            Pattern.compile("\\s*(?:('(?:[^']|'')*')|(\"[^\"]*\")|([A-Za-z0-9_.:*/-]+)|(<=|>=|<>|!=|[=<>(),]))\\s*");

    private final List<String> words = new ArrayList<>();
    private int next;

    Words(String expression) {
        Matcher matcher = WORD.matcher(expression);
        int end = 0;
        while (end < expression.length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw invalid("Cannot read the expression at: " + expression.substring(end));
            }
            words.add(matcher.group().strip());
            end = matcher.end();
        }
    }

    static AwsError invalid(String reason) {
        return new AwsError("InvalidExpressionException", 400, reason);
    }

    /** The next word; empty at the end. */
    String peek() {
        return next < words.size() ? words.get(next) : "";
    }

    String take() {
        if (next == words.size()) {
            throw invalid("The expression ends too early");
        }
        return words.get(next++);
    }

    /** Whether the next word is this keyword; if so it is taken. */
    boolean skip(String keyword) {
        if (!peek().equalsIgnoreCase(keyword)) {
            return false;
        }
        next++;
        return true;
    }

    void expect(String keyword) {
        if (!skip(keyword)) {
            throw invalid("Expected " + keyword + " in place of: " + peek());
        }
    }

    String property() {
        String word = take();
        String name = word.startsWith("\"") ? word.substring(1, word.length() - 1) : word;
        if (!name.matches("[A-Za-z][A-Za-z0-9_.:/-]*")) {
            throw invalid("Not a property: " + word);
        }
        return name;
    }

    /** A value: a text in quotes, a number, or a truth value. */
    String value() {
        String word = take();
        if (word.startsWith("'")) {
            return word.substring(1, word.length() - 1).replace("''", "'");
        }
        if (!word.matches("-?\\d+(\\.\\d+)?|(?i:true|false)")) {
            throw invalid("Not a value: " + word);
        }
        return word;
    }
}
