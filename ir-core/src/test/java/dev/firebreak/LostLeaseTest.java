package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.jdbc.JdbcJournal;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

class LostLeaseTest {
    private final JdbcDataSource database = new JdbcDataSource();
    private final String name = UUID.randomUUID().toString();
    private final Switchboard board = new Switchboard();

    private Containment containment(Clock clock) {
        database.setURL("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        return Containment.builder()
                .provider(board)
                .journal(JdbcJournal.in(database, clock).createTables())
                .parallelism(1)
                .sleeper(pause -> {})
                .build();
    }

    @Test
    void execute_anotherProcessTookOver_stopsBeforeTheNextChange() {
        Containment.Draft draft = containment(Clock.systemUTC()).incident("IR-1");
        for (String id : new String[] {"a", "b", "c"}) {
            board.switches.put(id, "on");
            draft = draft.contain(new Switch(id), turnOff());
        }
        ContainmentPlan plan = draft.plan();
        Containment later = containment(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(5)));
        board.afterChange = id -> {
            board.afterChange = other -> {};
            assertThat(later.resume("IR-1").isContained()).isTrue();
        };

        assertThatThrownBy(plan::execute)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another process has taken over");

        assertThat(board.changes).hasSize(3).doesNotHaveDuplicates();
        assertThat(later.release("IR-1").isRestored()).isTrue();
    }
}
