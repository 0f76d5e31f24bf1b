package dev.firebreak.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that the command line names. */
final class InputFile {
    private InputFile() {}

    /** Its text; an {@link IllegalArgumentException} says in one sentence why it cannot be read. */
    static String text(String what, Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException("Cannot read " + what + " " + file + ": " + reason(file, e), e);
        }
    }

    private static String reason(Path file, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return Files.isDirectory(file) ? "it is a directory" : String.valueOf(failure.getMessage());
    }
}
