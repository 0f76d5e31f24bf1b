package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.FaultyDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFullTest {
    private static final int SWITCHES = 5;

    @TempDir
    private Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private final Switchboard board = new Switchboard();

    private Containment containment() {
        return Containment.builder()
                .provider(board)
                .journal(disk.journal(directory))
                .parallelism(1)
                .sleeper(pause -> {})
                .build();
    }

    @Test
    void execute_diskFillsUp_stopsBeforeTheNextChangeAndGoesOnWhenThereIsRoom() {
        Containment.Draft draft = containment().incident("IR-1");
        for (int number = 0; number < SWITCHES; number++) {
            board.switches.put("s" + number, "on");
            draft = draft.contain(new Switch("s" + number), turnOff());
        }
        ContainmentPlan plan = draft.plan();
        board.afterChange = id -> disk.room(0);

        assertThatThrownBy(plan::execute)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("No space left on device; no further change is made");
        assertThat(board.changes).hasSize(1);
        assertThatThrownBy(() -> containment().resume("IR-1")).isInstanceOf(JournalException.class);
        assertThat(board.changes).hasSize(1);

        board.afterChange = id -> {};
        disk.room(1 << 20);
        assertThat(containment().resume("IR-1").isContained()).isTrue();
        assertThat(board.changes).hasSize(SWITCHES).doesNotHaveDuplicates();
        assertThat(containment().release("IR-1").isRestored()).isTrue();
        assertThat(board.switches.values()).containsOnly("on");
    }
}
