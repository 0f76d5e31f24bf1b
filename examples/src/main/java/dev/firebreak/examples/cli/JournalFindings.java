package dev.firebreak.examples.cli;

import dev.firebreak.journal.JournalVerification;
import dev.firebreak.spi.CanonicalJson;

/** What checking a journal found, in words and in JSON. */
final class JournalFindings {
    private JournalFindings() {}

    static String text(JournalVerification found) {
        var text = new StringBuilder(Printable.line(found.journal().toString()))
                .append(found.isIntact() ? ": intact\n" : ": NOT intact\n");
        found.problems().forEach(problem -> line(text, problem));
        if (found.isIntact()) {
            line(text, "incident " + found.incident() + ", " + found.records() + " records, files: " + found.files());
            line(text, "last record's SHA-256 " + found.lastHash());
        }
        found.notes().forEach(note -> line(text, note));
        return text.toString();
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(Printable.line(line)).append('\n');
    }

    static String json(JournalVerification found) {
        var tree = CanonicalJson.object();
        tree.put("journal", found.journal().toString());
        tree.put("intact", found.isIntact());
        tree.put("incident", found.incident());
        tree.put("records", found.records());
        tree.put("files", found.files());
        tree.put("lastHash", found.lastHash());
        var problems = tree.putArray("problems");
        found.problems().forEach(problems::add);
        var notes = tree.putArray("notes");
        found.notes().forEach(notes::add);
        return CanonicalJson.pretty(tree) + "\n";
    }
}
