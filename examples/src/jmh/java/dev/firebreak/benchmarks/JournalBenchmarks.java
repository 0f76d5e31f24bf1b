package dev.firebreak.benchmarks;

import dev.firebreak.journal.FileJournal;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Measures the journal in a directory. What is compared takes turns, since a disk is not the same from one second to the next. */
final class JournalBenchmarks {
    private static final int WRITERS = 16;
    private static final int ROUNDS = 20;
    private static final int TURN = 50;
    private static final int EACH = 400;
    private static final int WARM = 5;

    private final Path directory;

    JournalBenchmarks(Path directory) {
        this.directory = directory;
    }

    void measure() throws IOException {
        oneWriter();
        manyWriters();
    }

    private void oneWriter() throws IOException {
        var journaled = new ArrayList<Double>();
        var bare = new ArrayList<Double>();
        try (IncidentLog log = FileJournal.in(directory).open("one");
                FileChannel file = FileChannel.open(
                        directory.resolve("bare"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            for (int count = 0; count < WARM * EACH; count++) {
                append(log);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int count = 0; count < TURN; count++) {
                    long began = System.nanoTime();
                    JournalRecord made = append(log);
                    journaled.add(seconds(began));
                    byte[] line = (made.line() + "\n").getBytes(StandardCharsets.UTF_8);
                    began = System.nanoTime();
                    file.write(ByteBuffer.wrap(line));
                    file.force(true);
                    bare.add(seconds(began));
                }
            }
        }
        double floor = Table.median(bare);
        Table.row("journal: one writer, a record", Table.median(journaled) * 1e6, "µs", "stated");
        Table.row("floor: bare write and fsync of the same bytes", floor * 1e6, "µs", "stated");
        Table.row("journal: one writer to the floor", Table.median(journaled) / floor, "×", "≤ 1.3");
    }

    private void manyWriters() throws IOException {
        var journaled = new ArrayList<Double>();
        var met = new ArrayList<Double>();
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try (IncidentLog log = FileJournal.in(directory).open("many");
                var file = new BareFile(
                        directory.resolve("bare-many"), (append(log).line() + "\n").repeat(WRITERS))) {
            for (int round = 0; round < WARM + ROUNDS; round++) {
                journaled.add(rate(() -> appendAll(log, threads)));
                met.add(rate(() -> meet(file, threads)));
            }
        } finally {
            threads.shutdown();
        }
        double rate = Table.median(journaled.subList(WARM, journaled.size()));
        double meeting = Table.median(met.subList(WARM, met.size()));
        Table.row("journal: records/s of 16 writers, fsync on", rate, "/s", "≥ 20000");
        Table.row(
                "floor: records/s where 16 threads meet, and the last one writes and fsyncs the bytes of 16",
                meeting,
                "/s",
                "stated");
        Table.row("journal: 16 writers to 16 threads that meet", rate / meeting, "×", "→ 1");
    }

    /** Lines that are written and made durable, and nothing else. */
    private record BareFile(FileChannel file, byte[] lines) implements AutoCloseable {
        BareFile(Path path, String lines) throws IOException {
            this(
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    lines.getBytes(StandardCharsets.UTF_8));
        }

        void write() {
            try {
                file.write(ByteBuffer.wrap(lines));
                file.force(true);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    private static double rate(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return WRITERS * EACH / seconds(began);
    }

    private static void repeat(Runnable work) {
        for (int count = 0; count < EACH; count++) {
            work.run();
        }
    }

    /** What sharing a write costs threads, without records. */
    private static void meet(BareFile file, ExecutorService threads) {
        var barrier = new CyclicBarrier(WRITERS, file::write);
        sideBySide(threads, () -> {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void appendAll(IncidentLog log, ExecutorService threads) {
        sideBySide(threads, () -> append(log));
    }

    private static void sideBySide(ExecutorService threads, Runnable work) {
        CompletableFuture<?>[] writers = new CompletableFuture<?>[WRITERS];
        Arrays.setAll(writers, writer -> CompletableFuture.runAsync(() -> repeat(work), threads));
        CompletableFuture.allOf(writers).join();
    }

    /** A record as a step's intention is one. */
    private static JournalRecord append(IncidentLog log) {
        var before =
                CanonicalJson.object().put("groups", "sg-0123456789abcdef0").put("vpc", "vpc-0123456789abcdef0");
        return log.append(
                "step-intended",
                "ec2.isolate-0123456789",
                CanonicalJson.object().set("before", before));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
