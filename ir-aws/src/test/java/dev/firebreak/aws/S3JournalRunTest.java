package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.JournalException;
import dev.firebreak.journal.Journal;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3JournalRunTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final Scene scene = new Scene(rehearsal);
    private final Vault vault = new Vault(rehearsal.fake, rehearsal.clock);

    @AfterEach
    void close() {
        vault.close();
        rehearsal.close();
    }

    private ContainmentPlan plan(Journal journal) {
        return Containment.builder()
                .provider(rehearsal.provider)
                .journal(journal)
                .clock(rehearsal.clock)
                .sleeper(rehearsal.clock::advance)
                .parallelism(1)
                .build()
                .incident("IR-1")
                .contain(scene.instance(), Ec2.isolateNetwork())
                .plan();
    }

    private long changes() {
        return rehearsal.fake.calls().stream()
                .filter(S3JournalRunTest::isChange)
                .count();
    }

    private static boolean isChange(CallRecord call) {
        return !call.service().equals("s3") && !call.operation().startsWith("Describe");
    }

    /** Wherever in the run the lease is lost, there is no change behind it; the other process ends what was begun. */
    @Test
    void execute_leaseLost_stopsBeforeTheNextChange() {
        ContainmentPlan plan = plan(vault.journal());
        var changes = new AtomicInteger();
        Journal later = vault.journalAhead(Duration.ofMinutes(5));
        vault.before(Vault.object(7), () -> {
            changes.set((int) changes());
            later.open("IR-1").close();
        });

        assertThatThrownBy(plan::execute)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("another process has taken over");

        assertThat(changes()).isEqualTo(changes.get());
        assertThat(changes.get()).isPositive();
        assertThat(rehearsal.containment(later).resume("IR-1").isContained()).isTrue();
        assertThat(rehearsal.containment(later).release("IR-1").isRestored()).isTrue();
    }

    /** The attacker's account and the vault's are two. */
    @Test
    void execute_journalInAnotherAccount_containsAndReleases() {
        assertThat(plan(vault.journal()).execute().isContained()).isTrue();
        assertThat(rehearsal.containment(vault.journal()).release("IR-1").isRestored())
                .isTrue();
        assertThat(rehearsal.fake.calls())
                .filteredOn(call -> call.service().equals("s3"))
                .allMatch(call -> call.account().equals(Vault.ACCOUNT));
    }
}
