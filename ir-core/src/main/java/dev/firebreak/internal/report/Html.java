package dev.firebreak.internal.report;

import java.util.stream.Stream;

/** HTML in the making: everything that is not markup of ours is escaped. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Markup, as it is. */
    Html markup(String markup) {
        text.append(markup);
        return this;
    }

    /** Text, as a reader is to see it; characters that could turn text round or control a printer are question marks. */
    Html text(String plain) {
        String fit = ReportText.printable(plain);
        for (int index = 0; index < fit.length(); index++) {
            escape(fit.charAt(index));
        }
        return this;
    }

    private void escape(char letter) {
        switch (letter) {
            case '&' -> text.append("&amp;");
            case '<' -> text.append("&lt;");
            case '>' -> text.append("&gt;");
            case '"' -> text.append("&quot;");
            case '\'' -> text.append("&#39;");
            default -> text.append(letter);
        }
    }

    /** An element with text and no attributes. */
    Html element(String name, String plain) {
        return markup("<" + name + ">").text(plain).markup("</" + name + ">\n");
    }

    /** The beginning of a table, up to its first row. */
    Html table(String caption, String... columns) {
        markup("<table>\n").element("caption", caption).markup("<thead><tr>");
        Stream.of(columns)
                .forEach(column -> markup("<th scope=\"col\">").text(column).markup("</th>"));
        return markup("</tr></thead>\n<tbody>\n");
    }

    Html row(String... cells) {
        markup("<tr>");
        Stream.of(cells).forEach(cell -> markup("<td>").text(cell).markup("</td>"));
        return markup("</tr>\n");
    }

    /** A row that is the heading of those below it. */
    Html heading(int columns, String plain) {
        return markup("</tbody>\n<tbody>\n<tr><th scope=\"rowgroup\" colspan=\"" + columns + "\">")
                .text(plain)
                .markup("</th></tr>\n");
    }

    Html endTable() {
        return markup("</tbody></table>\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
