package dev.firebreak.testkit.guest;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into commands, pipes and words, with regard to quotes. */
final class ShellSyntax {
    private ShellSyntax() {}

    /**
     * One pipeline of a script.
     *
     * @param text what it says
     * @param after what stands before it: {@code ;}, {@code &&} or {@code ||}
     */
    record Part(String text, String after) {
        boolean runsAfter(int exitCode) {
            return after.equals("&&") ? exitCode == 0 : !after.equals("||") || exitCode != 0;
        }
    }

    static List<Part> parts(String script) {
        var parts = new ArrayList<Part>();
        String after = ";";
        int start = 0;
        for (int at = 0; at <= script.length(); at++) {
            String separator = separator(script, at);
            if (separator.isEmpty() || quoted(script, start, at)) {
                continue;
            }
            String text = script.substring(start, Math.min(at, script.length())).strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                parts.add(new Part(text, after));
                after = separator;
            }
            at += separator.length() - 1;
            start = at + 1;
        }
        return parts;
    }

    static List<String> stages(String text) {
        var stages = new ArrayList<String>();
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.charAt(at) == '|' && !quoted(text, start, at)) {
                stages.add(text.substring(start, at).strip());
                start = at + 1;
            }
        }
        stages.add(text.substring(start).strip());
        return stages;
    }

    static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean open = false;
        char quote = 0;
        for (char letter : (line + " ").toCharArray()) {
            if (quote != 0 ? letter == quote : letter == '\'' || letter == '"') {
                quote = quote == 0 ? letter : 0;
                open = true;
            } else if (quote == 0 && Character.isWhitespace(letter)) {
                if (open) {
                    words.add(word.toString());
                }
                word.setLength(0);
                open = false;
            } else {
                word.append(letter);
                open = true;
            }
        }
        return words;
    }

    private static String separator(String script, int at) {
        if (at == script.length() || script.charAt(at) == ';' || script.charAt(at) == '\n') {
            return ";";
        }
        return script.startsWith("&&", at) ? "&&" : script.startsWith("||", at) ? "||" : "";
    }

    /** Whether a place lies between quotes or in a substitution; the end of the text lies in none. */
    private static boolean quoted(String text, int start, int at) {
        char quote = 0;
        int depth = 0;
        for (int index = start; index < at; index++) {
            char letter = text.charAt(index);
            if (quote != 0) {
                quote = letter == quote ? 0 : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if (text.startsWith("$(", index)) {
                depth++;
            } else if (letter == ')' && depth > 0) {
                depth--;
            }
        }
        return at < text.length() && (quote != 0 || depth > 0);
    }
}
