package dev.firebreak.aws.internal.journal;

import java.util.Arrays;
import java.util.Map;

/**
 * An object of a journal.
 *
 * @param key its key
 * @param writer which opening of the incident wrote it: no two have the same
 * @param content its bytes
 */
record StoredObject(String key, String writer, byte[] content) {
    private static final String WRITER = "firebreak-writer";

    static StoredObject of(String key, Map<String, String> metadata, byte[] content) {
        return new StoredObject(key, metadata.getOrDefault(WRITER, ""), content);
    }

    Map<String, String> metadata() {
        return Map.of(WRITER, writer);
    }

    /** Whether this is what was to be written, by the same writer. */
    boolean isSame(StoredObject other) {
        return writer.equals(other.writer) && Arrays.equals(content, other.content);
    }
}
