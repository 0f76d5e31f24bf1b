package dev.firebreak.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A journal file as it was read: its records, all checked, and where the last whole line ends.
 *
 * @param records the records
 * @param wholeBytes the length of the file without a last line that was cut short
 * @param tornBytes the length of that line; 0 when there is none
 * @param lastHash the hash of the last record's line
 */
record JournalText(List<JournalRecord> records, long wholeBytes, int tornBytes, String lastHash) {

    /** Reads and checks a journal file and the head beside it. */
    static JournalText read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Optional<JournalHead> head = JournalHead.read(file.resolveSibling(JournalHead.FILE));
        var chain = new JournalChain(file.toString());
        int start = 0;
        for (int end = 0; end < bytes.length; end++) {
            if (bytes[end] == '\n') {
                String line = new String(bytes, start, end - start, StandardCharsets.UTF_8);
                if (isUnfinishedLast(line, end, bytes.length, chain, head)) {
                    break;
                }
                chain.add(line);
                head.ifPresent(known -> known.check(chain));
                start = end + 1;
            }
        }
        head.ifPresent(known -> known.checkEnd(chain));
        return new JournalText(chain.records(), start, bytes.length - start, chain.lastHash());
    }

    /** A power cut may leave a last line whose bytes did not all reach the disk, though its end did. */
    private static boolean isUnfinishedLast(
            String line, int end, int length, JournalChain chain, Optional<JournalHead> head) {
        boolean durable =
                head.isPresent() && head.get().sequence() > chain.records().size();
        return end == length - 1 && !durable && JournalChain.parse(line).isEmpty();
    }
}
