package dev.firebreak.journal.spi;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The lines of a batch of records that was written. They take a fraction of the room of trees, and are seldom asked for. Long ones are
 * compressed: the line with the plan of a mass run has tens of megabytes.
 */
final class KeptLines {
    private static final int LONG = 1 << 16;

    private final byte[] bytes;
    private final boolean compressed;

    private KeptLines(byte[] bytes, boolean compressed) {
        this.bytes = bytes;
        this.compressed = compressed;
    }

    static KeptLines of(byte[] lines) {
        return lines.length < LONG ? new KeptLines(lines, false) : new KeptLines(compress(lines), true);
    }

    private static byte[] compress(byte[] lines) {
        var deflater = new Deflater(Deflater.BEST_SPEED);
        var compressed = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(compressed, deflater)) {
            out.write(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return compressed.toByteArray();
    }

    List<String> lines() {
        return RecordBatch.lines(compressed ? expand() : bytes);
    }

    private byte[] expand() {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
