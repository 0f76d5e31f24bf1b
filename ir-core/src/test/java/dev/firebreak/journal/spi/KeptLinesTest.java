package dev.firebreak.journal.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptLinesTest {
    @ParameterizedTest
    @ValueSource(ints = {10, 65_535, 65_536, 3_000_000})
    void lines_shortAndLong_areWhatWasKept(int length) {
        String line = "é".repeat(length / 2);

        var kept = KeptLines.of((line + "\n{}\n").getBytes(StandardCharsets.UTF_8));

        assertThat(kept.lines()).containsExactly(line, "{}");
    }
}
