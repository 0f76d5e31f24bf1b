package dev.firebreak.evidence.internal;

/** Text of an attacker's, made fit to print. */
final class Printable {
    private static final int LONGEST = 200;

    private Printable() {}

    static String of(String text) {
        var printable = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> {
            boolean plain = Character.isLetterOrDigit(point) || point >= ' ' && point <= '~';
            if (plain) {
                printable.appendCodePoint(point);
            } else {
                printable.append("\\u{").append(Integer.toHexString(point)).append('}');
            }
        });
        return text.codePointCount(0, text.length()) > LONGEST ? printable + "..." : printable.toString();
    }
}
