package dev.firebreak.journal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the lines of a file as they are on the disk, of a length that fits in memory. */
final class LineReader implements Closeable {
    /** No record is larger. */
    static final int LONGEST = 64 << 20;

    private final InputStream input;

    LineReader(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file.getFileName() + " is not a regular file");
        }
        input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    }

    /**
     * A line without its end.
     *
     * @param bytes its bytes; none but at the end of the file
     * @param ended whether it has an end
     */
    record Line(byte[] bytes, boolean ended) {
        /** Empty when it is not UTF-8: a lenient reader would give two different lines one text. */
        Optional<String> text() {
            try {
                return Optional.of(StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString());
            } catch (CharacterCodingException e) {
                return Optional.empty();
            }
        }

        /** Whether it has a byte of a block that never reached the disk: canonical JSON has no zero in it. */
        boolean hasHole() {
            for (byte each : bytes) {
                if (each == 0) {
                    return true;
                }
            }
            return false;
        }
    }

    Line next() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int read = input.read(); read >= 0; read = input.read()) {
            if (read == '\n') {
                return new Line(bytes.toByteArray(), true);
            }
            if (bytes.size() == LONGEST) {
                throw new IOException("a line is longer than " + LONGEST + " bytes");
            }
            bytes.write(read);
        }
        return new Line(bytes.toByteArray(), false);
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
