package dev.firebreak.testkit.wire.xml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML. Whatever the text, the document is well-formed. */
public final class XmlText {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static final String SPECIAL = "<>&\"";

    private final StringBuilder text = new StringBuilder(DECLARATION);
    private final Deque<String> open = new ArrayDeque<>();

    public XmlText open(String name) {
        text.append('<').append(name).append('>');
        open.push(name);
        return this;
    }

    /** Adds an attribute to the element that was opened last, before anything was written into it. */
    public XmlText attribute(String name, String value) {
        text.setLength(text.length() - 1);
        text.append(' ').append(name).append("=\"");
        escape(value);
        text.append("\">");
        return this;
    }

    public XmlText text(String value) {
        escape(value);
        return this;
    }

    public XmlText close() {
        text.append("</").append(open.pop()).append('>');
        return this;
    }

    public XmlText element(String name, String value) {
        return open(name).text(value).close();
    }

    public byte[] bytes() {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void escape(String value) {
        if (isPlain(value)) {
            text.append(value);
        } else {
            value.codePoints().forEach(this::escape);
        }
    }

    /** Nearly every value of an answer is: then it is copied as a whole. */
    private static boolean isPlain(String value) {
        for (int position = 0; position < value.length(); position++) {
            char character = value.charAt(position);
            if (character < ' ' || character > '~' || SPECIAL.indexOf(character) >= 0) {
                return false;
            }
        }
        return true;
    }

    private void escape(int codePoint) {
        switch (codePoint) {
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '&' -> text.append("&amp;");
            case '"' -> text.append("&quot;");
            // A parser would turn them into line feeds or blanks.
            case '\r', '\n', '\t' -> text.append("&#").append(codePoint).append(';');
            default -> text.appendCodePoint(isXmlCharacter(codePoint) ? codePoint : 0xFFFD);
        }
    }

    /** XML 1.0 cannot express the other characters, not even as references. */
    private static boolean isXmlCharacter(int codePoint) {
        return (codePoint >= 0x20 && codePoint <= 0xD7FF)
                || (codePoint >= 0xE000 && codePoint <= 0xFFFD)
                || codePoint >= 0x10000;
    }
}
