package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of the guides that is made from the code, and so is true or fails a test. */
final class GeneratedDoc {
    /** Set to {@code true}, the pages are written instead of compared. */
    private static final String WRITE = "firebreak.writeDocs";

    private GeneratedDoc() {}

    static void isUpToDate(String name, String expected) {
        Path page = Path.of("..", "docs", name);
        try {
            if (Boolean.getBoolean(WRITE)) {
                Files.writeString(page, expected);
            }
            assertThat(Files.readString(page))
                    .as("docs/%s is out of date: run the test with -D%s=true", name, WRITE)
                    .isEqualTo(expected);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
