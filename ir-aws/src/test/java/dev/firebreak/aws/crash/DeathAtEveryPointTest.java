package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.StepStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process dies in play at each point in turn of each response; another one goes on as if nothing had happened, or releases. */
@ExtendWith(InPlay.class)
class DeathAtEveryPointTest {
    @TempDir
    private Path directory;

    private int stages;

    static List<Response> all() {
        return Response.all();
    }

    private Stage stage(Response response) {
        return new Stage(response, directory.resolve(String.valueOf(stages++)));
    }

    private Whole whole(Response response) {
        return Whole.of(response, directory.resolve("whole"));
    }

    /** Other responses begin at other points, so that what they have in common is met at more of them. */
    private static int first(Response response) {
        return Response.all().indexOf(response) % Every.IN_PLAY;
    }

    @ParameterizedTest
    @MethodSource("all")
    void respond_afterDeathAtAnyPoint_endsAsWithoutIt(Response response) {
        Whole whole = whole(response);
        boolean died = true;
        for (int point = 1 + first(response); died; point += Every.IN_PLAY) {
            var fate = Fate.inPlay(point);
            try (Stage stage = stage(response)) {
                died = stage.respond(fate).isEmpty();

                assertThat(stage.respond()).as(fate::toString).isEqualTo(whole.responded());
                assertThat(stage.view()).as(fate::toString).isEqualTo(whole.contained());
                assertThat(stage.isJournalIntact()).as(fate::toString).isTrue();
                if (!response.isEvidence()) {
                    assertThat(stage.release()).as(fate::toString).isEqualTo(whole.releasing());
                    assertThat(stage.view()).as(fate::toString).isEqualTo(whole.released());
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void release_afterDeathAtAnyPoint_restoresWhatWasBegun(Response response) {
        boolean died = true;
        for (int point = 1 + first(response); died; point += Every.IN_PLAY) {
            var fate = Fate.inPlay(point);
            try (Stage stage = stage(response)) {
                died = stage.respond(fate).isEmpty();
                if (!stage.hasPlan()) {
                    assertThat(stage.fake.snapshot()).as(fate::toString).isEqualTo(stage.before);
                    continue;
                }

                Ends releasing = stage.release();
                assertThat(releasing.allAre(StepStatus.REVERTED, StepStatus.IRREVERSIBLE))
                        .as("%s: %s", fate, releasing)
                        .isTrue();
                assertThat(stage.isRestored()).as(fate::toString).isEqualTo(releasing.allAre(StepStatus.REVERTED));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("actions")
    void release_afterReleaseDiedAtAnyPoint_endsAsWithoutIt(Response response) {
        Whole whole = whole(response);
        boolean died = true;
        for (int point = 1 + first(response); died; point += Every.IN_PLAY) {
            var fate = Fate.inPlay(point);
            try (Stage stage = stage(response)) {
                stage.respond();
                Optional<Ends> first = stage.release(fate);
                died = first.isEmpty();

                Ends rest = stage.release();
                assertThat(whole.releasing().steps()).as(fate::toString).containsAllEntriesOf(rest.steps());
                assertThat(stage.view()).as(fate::toString).isEqualTo(whole.released());
                assertThat(stage.isJournalIntact()).as(fate::toString).isTrue();
            }
        }
    }

    static List<Response> actions() {
        return Response.all().stream()
                .filter(response -> !response.isEvidence())
                .toList();
    }
}
