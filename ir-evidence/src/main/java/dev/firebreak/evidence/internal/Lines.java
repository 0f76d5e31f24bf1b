package dev.firebreak.evidence.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** The lines of a stream, as exact bytes; each must end, and none may be absurdly long. */
final class Lines implements AutoCloseable {
    private static final int LONGEST = 32 << 20;

    private final InputStream in;

    Lines(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    Optional<byte[]> next() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int value = in.read(); value >= 0; value = in.read()) {
            if (value == '\n') {
                return Optional.of(line.toByteArray());
            }
            if (line.size() == LONGEST) {
                throw new IOException("is followed by one longer than " + LONGEST + " bytes");
            }
            line.write(value);
        }
        if (line.size() > 0) {
            throw new IOException("is followed by one that does not end");
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
