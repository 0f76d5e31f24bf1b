package dev.firebreak.journal.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeTextTest {
    private final TimeText times = new TimeText();

    @Test
    void of_timesOfOneSecondAndOfOthers_isWhatInstantWrites() {
        Instant second = Instant.parse("2026-11-30T09:59:59Z");
        List.of(0, 1, 1_000, 1_000_000, 20_000_000, 123_456_000, 123_456_789, 999_999_999)
                .forEach(nanos -> assertWritten(second.plusNanos(nanos)));
        assertWritten(second.plusSeconds(1));
        assertWritten(second);
        List.of(Instant.EPOCH, Instant.EPOCH.minusNanos(1), Instant.MIN, Instant.MAX)
                .forEach(this::assertWritten);
    }

    @Test
    void of_anyTime_isWhatInstantWrites() {
        var random = new Random(7);
        for (int count = 0; count < 1_000; count++) {
            assertWritten(Instant.ofEpochSecond(random.nextLong(4_000_000_000L), random.nextInt(1_000_000_000)));
        }
    }

    private void assertWritten(Instant time) {
        assertThat(times.of(time)).isEqualTo(time.toString());
    }
}
