package dev.firebreak.testkit.service.logs;

import java.util.regex.Pattern;

/** Compares a value of a log event with one of a pattern: as numbers where both are, else as texts with {@code *}. */
final class Comparison {
    private Comparison() {}

    static boolean holds(String actual, String operator, String wanted) {
        return switch (operator) {
            case "=" -> equal(actual, wanted);
            case "!=" -> !equal(actual, wanted);
            default -> ordered(actual, operator, wanted);
        };
    }

    private static boolean equal(String actual, String wanted) {
        if (isNumber(actual) && isNumber(wanted)) {
            return Double.parseDouble(actual) == Double.parseDouble(wanted);
        }
        if (wanted.length() > 1 && wanted.startsWith("%") && wanted.endsWith("%")) {
            return Pattern.compile(wanted.substring(1, wanted.length() - 1))
                    .matcher(actual)
                    .find();
        }
        return Pattern.matches("(?s)" + Pattern.quote(wanted).replace("*", "\\E.*\\Q"), actual);
    }

    private static boolean ordered(String actual, String operator, String wanted) {
        if (!isNumber(actual) || !isNumber(wanted)) {
            return false;
        }
        int order = Double.compare(Double.parseDouble(actual), Double.parseDouble(wanted));
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    static boolean isNumber(String text) {
        return text.matches("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    }
}
