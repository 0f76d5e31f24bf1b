package dev.firebreak.journal;

import dev.firebreak.JournalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks the files of a journal. */
final class JournalCheck {
    private JournalCheck() {}

    static JournalVerification of(Path journal) {
        Path given = journal.toAbsolutePath().normalize();
        Path directory = Segments.isOne(given) && !Files.isDirectory(given)
                ? given.resolveSibling(".").normalize()
                : given;
        try {
            int files = Segments.count(directory);
            if (files == 0) {
                throw new IllegalArgumentException(
                        "Cannot verify journal " + journal + ": there is no " + Segments.FIRST);
            }
            return checked(directory, files);
        } catch (IOException e) {
            throw new JournalException("Cannot read journal " + directory + ": " + e.getMessage(), e);
        }
    }

    private static JournalVerification checked(Path directory, int files) throws IOException {
        try {
            JournalText text = JournalText.read(directory);
            List<JournalRecord> records = text.records();
            String incident = records.isEmpty() ? "" : records.get(0).incident();
            return new JournalVerification(
                    directory, incident, records.size(), text.segments(), text.lastHash(), List.of(), notes(text));
        } catch (JournalException e) {
            return new JournalVerification(
                    directory, "", 0, files, JournalRecord.NO_HASH, List.of(String.valueOf(e.getMessage())), List.of());
        }
    }

    private static List<String> notes(JournalText text) {
        var notes = new ArrayList<String>();
        if (text.tornBytes() > 0) {
            notes.add("The last " + text.tornBytes()
                    + " bytes are no whole record: one is being written, or a crash cut it short");
        }
        if (!text.hasHead()) {
            notes.add("There is no " + JournalHead.FILE + ": removed last lines would not show");
        }
        return notes;
    }
}
