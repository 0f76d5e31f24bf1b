package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.PlanRejectedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;

/** Several processes die one after the other, in an AWS that fails in every way; the last one, with AWS mended, finishes their work. */
@ExtendWith(InPlay.class)
class DeathUnderFaultsTest {
    /** So often each response is tried, with other faults and deaths each time. */
    private static final int TIMES = Math.max(1, 6 / Every.IN_PLAY);

    private static final int PROCESSES = 4;
    private static final double MOST_FAULTS = 0.05;

    @TempDir
    private Path directory;

    static List<Response> all() {
        return Response.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void goOn_afterDeathsAndFaults_endsAsWithoutThem(Response response) {
        Whole whole = Whole.of(response, directory.resolve("whole"));
        for (int seed = 0; seed < TIMES; seed++) {
            var random = new Random(31L * seed + response.toString().hashCode());
            try (var stage = new Stage(response, directory.resolve("seed-" + seed))) {
                suffer(stage, random, stage::respond);
                assertThat(stage.respond()).as("seed %d", seed).isEqualTo(whole.responded());
                assertThat(stage.view()).as("seed %d", seed).isEqualTo(whole.contained());
                if (!response.isEvidence()) {
                    suffer(stage, random, stage::release);
                    Ends rest = stage.release();
                    assertThat(whole.releasing().steps()).as("seed %d", seed).containsAllEntriesOf(rest.steps());
                    assertThat(stage.view()).as("seed %d", seed).isEqualTo(whole.released());
                }
                assertThat(stage.isJournalIntact()).as("seed %d", seed).isTrue();
            }
        }
    }

    /** A fault may keep a process from even beginning. */
    private static void suffer(Stage stage, Random random, Consumer<Fate> work) {
        for (int process = 0; process < PROCESSES; process++) {
            RandomFaults.show(stage.fake, random, MOST_FAULTS);
            try {
                work.accept(Fate.inPlay(1 + random.nextInt(60)));
            } catch (RuntimeException faulty) {
                assertThat(faulty).isInstanceOfAny(PlanRejectedException.class, SdkException.class);
            }
            stage.fake.faults().clear();
        }
    }
}
