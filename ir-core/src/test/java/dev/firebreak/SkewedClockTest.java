package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Switchboard.Lost;
import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who resumes or releases may have another clock than who wrote the journal. */
class SkewedClockTest {
    private final Switchboard board = new Switchboard();
    private final AtomicReference<Duration> slept = new AtomicReference<>(Duration.ZERO);

    @Test
    void release_journalFromTheFuture_waitsNoLongerThanTheTimeout() {
        board.switches.put("a", "on");
        board.beforeChange = id -> {
            throw new Lost();
        };
        ContainmentReport report = Containment.builder()
                .provider(board)
                .journal(InMemoryJournal.create())
                .clock(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))
                .sleeper(pause -> slept.accumulateAndGet(pause, Duration::plus))
                .verifyTimeout(Duration.ofSeconds(10))
                .build()
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan()
                .execute();
        assertThat(report.results()).extracting(StepResult::status).containsExactly(StepStatus.UNKNOWN);
        slept.set(Duration.ZERO);

        assertThat(report.release().isRestored()).isTrue();

        assertThat(slept.get()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(15));
    }
}
