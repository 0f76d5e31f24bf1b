package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a release says of a change that cannot be taken back. */
class IrreversibleTest {
    private final Switchboard board = new Switchboard();
    private final Containment containment = Containment.builder()
            .provider(board)
            .journal(InMemoryJournal.create())
            .sleeper(pause -> {})
            .build();

    private ContainmentPlan plan() {
        board.switches.put("a", "on");
        return containment
                .incident("IR-1")
                .contain(
                        new Switch("a"),
                        (target, context) -> List.of(Switchboard.step(context.resolve(target))
                                .irreversibleBecause("the fuse is blown")
                                .build()))
                .plan();
    }

    private void dieAtTheChange() {
        board.beforeChange = id -> {
            throw new JournalException("the process is dead");
        };
        assertThatThrownBy(plan()::execute).isInstanceOf(JournalException.class);
        board.beforeChange = id -> {};
    }

    @Test
    void release_madeChange_isIrreversible() {
        plan().execute();

        ReleaseReport release = containment.release("IR-1");

        assertThat(release.results()).extracting(StepResult::status).containsExactly(StepStatus.IRREVERSIBLE);
        assertThat(board.switches).containsEntry("a", "off");
    }

    @Test
    void release_changeRecordedAndNeverMade_isBackAlready() {
        dieAtTheChange();

        ReleaseReport release = containment.release("IR-1");

        assertThat(release.results()).extracting(StepResult::status).containsExactly(StepStatus.REVERTED);
    }

    @Test
    void release_changeRecordedAndNotSeenSince_isIrreversible() {
        dieAtTheChange();
        board.switches.clear();

        ReleaseReport release = containment.release("IR-1");

        assertThat(release.results()).extracting(StepResult::status).containsExactly(StepStatus.IRREVERSIBLE);
    }
}
