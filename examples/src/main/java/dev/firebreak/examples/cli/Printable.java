package dev.firebreak.examples.cli;

import java.util.regex.Pattern;

/** Text that an attacker may have written, made fit for a terminal. */
final class Printable {
    /** Controls, marks that change the direction of text, and line ends of Unicode. */
    private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029]");

    private Printable() {}

    /** One line; every control character is a question mark. */
    static String line(String text) {
        return UNFIT.matcher(text).replaceAll("?");
    }
}
