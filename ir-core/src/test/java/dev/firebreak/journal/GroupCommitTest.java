package dev.firebreak.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GroupCommitTest {
    private static final int WRITERS = 8;

    @TempDir
    private Path root;

    private final FaultyDisk disk = new FaultyDisk();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static JournalRecord append(IncidentLog log) {
        return log.append("test", "", CanonicalJson.object());
    }

    /** One append that is held in its fsync, and others that come meanwhile and wait. */
    private List<Future<JournalRecord>> appendBehind(IncidentLog log, CountDownLatch release) throws Exception {
        var held = new CountDownLatch(1);
        disk.beforeSync = () -> {
            held.countDown();
            await(release);
        };
        var appends = new ArrayList<Future<JournalRecord>>();
        appends.add(threads.submit(() -> append(log)));
        held.await();
        var waiting = new ArrayList<Thread>();
        for (int writer = 0; writer < WRITERS; writer++) {
            appends.add(threads.submit(registering(waiting, () -> append(log))));
        }
        while (!allWait(waiting)) {
            Thread.onSpinWait();
        }
        return appends;
    }

    private static <T> Callable<T> registering(List<Thread> waiting, Callable<T> task) {
        return () -> {
            synchronized (waiting) {
                waiting.add(Thread.currentThread());
            }
            return task.call();
        };
    }

    private static boolean allWait(List<Thread> threads) {
        synchronized (threads) {
            return threads.size() == WRITERS
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void append_manyWhileOneIsWritten_shareOneFsyncInOrder() throws Exception {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            int before = disk.syncs.get();
            var release = new CountDownLatch(1);
            List<Future<JournalRecord>> appends = appendBehind(log, release);
            assertThat(appends).noneMatch(Future::isDone);
            assertThat(log.records()).isEmpty();
            release.countDown();

            var sequences = new ArrayList<Long>();
            for (Future<JournalRecord> append : appends) {
                sequences.add(append.get().sequence());
            }

            assertThat(sequences)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, WRITERS + 1)
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(disk.syncs).hasValue(before + 2);
        }
        assertThat(FileJournal.in(root).read("IR-1")).hasSize(WRITERS + 1);
    }

    @Test
    void appendAll_severalEntries_takeOneFsync() {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            int before = disk.syncs.get();
            log.appendAll(Collections.nCopies(50, new IncidentLog.Entry("test", "", CanonicalJson.object())));
            assertThat(disk.syncs).hasValue(before + 1);
        }
        assertThat(FileJournal.in(root).read("IR-1")).hasSize(50);
    }

    @Test
    void append_fsyncFails_failsForAllThatWaited() throws Exception {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            var release = new CountDownLatch(1);
            List<Future<JournalRecord>> appends = appendBehind(log, release);
            disk.failSync = true;
            release.countDown();

            for (Future<JournalRecord> append : appends) {
                assertThatThrownBy(append::get)
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(JournalException.class);
            }
            assertThat(log.records()).isEmpty();
        }
        assertThat(FileJournal.in(root).read("IR-1")).isEmpty();
    }

    @Test
    void append_threadInterrupted_isDurableAndHarmsNobody() throws Exception {
        try (IncidentLog log = disk.journal(root).open("IR-1")) {
            Future<Boolean> interrupted = threads.submit(() -> {
                Thread.currentThread().interrupt();
                append(log);
                return Thread.interrupted();
            });
            assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
            append(log);
        }
        disk.losePower();
        assertThat(FileJournal.in(root).read("IR-1")).hasSize(2);
    }
}
