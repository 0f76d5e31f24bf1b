package dev.firebreak.journal;

import dev.firebreak.JournalException;
import dev.firebreak.journal.LineReader.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A journal's files as they were read: the records, all checked, and where the last file's last whole line ends.
 *
 * @param records the records
 * @param segments how many files there are
 * @param vouchedBytes the length of the part of the last file that the head says is durable
 * @param wholeBytes the length of the last file without an end that was cut short
 * @param tornBytes the length of that end; 0 when there is none
 * @param lastHash the hash of the last record's line
 * @param hasHead whether there is a head, without which removed last lines do not show
 */
record JournalText(
        List<JournalRecord> records,
        int segments,
        long vouchedBytes,
        long wholeBytes,
        long tornBytes,
        String lastHash,
        boolean hasHead) {
    private static final int ATTEMPTS = 10;

    /** Reads and checks a journal, which another process may be writing: a head that moved meanwhile proves nothing. */
    static JournalText read(Path directory) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Optional<JournalHead> head = JournalHead.read(directory);
            try {
                return new Reading(directory, head).read();
            } catch (JournalException e) {
                if (attempt == ATTEMPTS || head.equals(JournalHead.read(directory))) {
                    throw e;
                }
            }
        }
    }

    /** Reads and checks the journal of an incident; a journal of another one in its place is not to be trusted. */
    static JournalText read(Path directory, String incident) throws IOException {
        JournalText text = read(directory);
        if (!text.records.isEmpty() && !text.records.get(0).incident().equals(incident)) {
            throw new JournalException("Cannot trust journal " + directory + ": it is of "
                    + text.records.get(0).incident() + ", not of " + incident
                    + " (keep the files as evidence; restore them from a copy to go on)");
        }
        return text;
    }

    /** One way through the files. */
    private static final class Reading {
        private final Path directory;
        private final Optional<JournalHead> head;
        private final JournalChain chain;
        private long vouched;
        private long whole;
        private long torn;

        Reading(Path directory, Optional<JournalHead> head) {
            this.directory = directory;
            this.head = head;
            this.chain = new JournalChain(directory.toString());
        }

        JournalText read() throws IOException {
            int segments = Segments.count(directory);
            for (int number = 0; number < segments; number++) {
                read(Segments.file(directory, number), number == segments - 1);
            }
            head.ifPresent(known -> known.checkEnd(chain));
            return new JournalText(chain.records(), segments, vouched, whole, torn, chain.lastHash(), head.isPresent());
        }

        private void read(Path file, boolean last) throws IOException {
            chain.enter(file.toString());
            vouched = 0;
            whole = 0;
            if (!Files.exists(file)) {
                throw chain.broken("the file is missing");
            }
            try (var reader = new LineReader(file)) {
                Line line = reader.next();
                while (line.ended()) {
                    Line next = reader.next();
                    if (last && isTorn(line, next)) {
                        torn = rest(line, next, reader);
                        return;
                    }
                    take(line);
                    line = next;
                }
                torn = line.bytes().length;
            }
            if (torn > 0 && !last) {
                throw chain.broken("it has no end, though the journal goes on in another file");
            }
        }

        private void take(Line line) {
            chain.add(line.text().orElseThrow(() -> chain.broken("it is not UTF-8")));
            whole += line.bytes().length + 1;
            if (head.isPresent()) {
                head.get().check(chain);
                vouched = chain.size() == head.get().sequence() ? whole : vouched;
            }
        }

        /** A power cut may leave an end whose blocks did not all reach the disk, though the last did. */
        private boolean isTorn(Line line, Line next) {
            boolean durable = head.isPresent() && head.get().sequence() > chain.size();
            boolean atEnd = !next.ended() && next.bytes().length == 0;
            return !durable
                    && (atEnd || line.hasHole())
                    && line.text().flatMap(JournalChain::parse).isEmpty();
        }

        private static long rest(Line line, Line next, LineReader reader) throws IOException {
            long bytes = line.bytes().length + 1L;
            Line more = next;
            while (more.ended()) {
                bytes += more.bytes().length + 1;
                more = reader.next();
            }
            return bytes + more.bytes().length;
        }
    }
}
