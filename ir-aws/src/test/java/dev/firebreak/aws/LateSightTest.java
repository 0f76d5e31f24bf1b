package dev.firebreak.aws;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Action;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.ReleaseReport;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.Target;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.Consistency;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Containment where changes are seen late: EC2's after 10 seconds, IAM's after 30. */
class LateSightTest {
    private static final Duration EC2 = Duration.ofSeconds(10);
    private static final Duration IAM = Duration.ofSeconds(30);

    private final Rehearsal rehearsal =
            new Rehearsal(Consistency.none().ec2(EC2).iam(IAM));
    private final Scene scene = rehearsal.fake.consistently(() -> new Scene(rehearsal));
    private final InMemoryJournal journal = InMemoryJournal.create();

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private Containment containment(Duration verifyTimeout) {
        return rehearsal.containment(journal, rehearsal.provider, verifyTimeout);
    }

    private <T extends Target> ContainmentReport contain(Duration verifyTimeout, T target, Action<? super T> action) {
        return containment(verifyTimeout)
                .incident("IR-1")
                .contain(target, action)
                .plan()
                .execute();
    }

    private AccessKey key() {
        return rehearsal.fake.consistently(() -> {
            rehearsal.fake.iam().createUser(user -> user.userName("mallory"));
            return rehearsal
                    .fake
                    .iam()
                    .createAccessKey(key -> key.userName("mallory"))
                    .accessKey();
        });
    }

    @Test
    void quarantine_changesSeenLate_isVerifiedAndReleased() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = contain(
                Duration.ofSeconds(60), scene.instance(), Ec2.quarantine().withoutEvidence());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal.fake).instance(scene.id).isIsolated().hasNoInstanceProfile();
        ReleaseReport release = report.release();
        assertThat(release.isRestored()).as(release::toString).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void quarantine_withEvidence_isMadeOnce() {
        ContainmentReport report = contain(Duration.ofSeconds(60), scene.instance(), Ec2.quarantine());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal.fake.calls().stream().map(CallRecord::operation))
                .filteredOn("CreateSnapshots"::equals)
                .hasSize(1);
    }

    @Test
    void disableKey_changeSeenLate_isVerifiedWhenSeen() {
        AccessKey key = key();
        JsonNode before = rehearsal.fake.snapshot();
        Instant begun = rehearsal.clock.instant();

        ContainmentReport report = contain(Duration.ofSeconds(60), Iam.accessKey(key.accessKeyId()), Iam.disableKey());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(rehearsal.clock.instant()).isAfterOrEqualTo(begun.plus(IAM));
        ReleaseReport release = report.release();
        assertThat(release.isRestored()).as(release::toString).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void disableKey_timeoutShorterThanTheLag_isUnverifiedAndReleasedWithoutDrift() {
        AccessKey key = key();

        ContainmentReport report = contain(Duration.ofSeconds(5), Iam.accessKey(key.accessKeyId()), Iam.disableKey());

        assertThat(report.results()).extracting(StepResult::status).containsExactly(StepStatus.UNVERIFIED);
        rehearsal.clock.advance(IAM);
        ReleaseReport release = containment(Duration.ofSeconds(60)).release("IR-1");
        assertThat(release.isRestored()).as(release::toString).isTrue();
        assertThat(rehearsal.fake).accessKey(key.accessKeyId()).isActive();
    }

    @Test
    void release_ofAChangeNotSeenYet_isNotTakenForGoneBack() {
        AccessKey key = key();
        contain(Duration.ofSeconds(5), Iam.accessKey(key.accessKeyId()), Iam.disableKey());

        ReleaseReport release = containment(Duration.ofSeconds(60)).release("IR-1");

        assertThat(release.isRestored()).as(release::toString).isTrue();
        assertThat(rehearsal.fake).accessKey(key.accessKeyId()).isActive();
    }

    @Test
    void execute_againBeforeTheChangeIsSeen_isVerified() {
        contain(Duration.ofSeconds(2), scene.instance(), Ec2.quarantine().withoutEvidence());

        ContainmentReport again = contain(
                Duration.ofSeconds(60), scene.instance(), Ec2.quarantine().withoutEvidence());

        assertThat(again.isContained()).as(again::describe).isTrue();
        assertThat(rehearsal.fake).instance(scene.id).isIsolated().hasNoInstanceProfile();
    }

    @Test
    void snapshotVolumes_againBeforeTheyAreSeen_areMadeOnce() {
        contain(Duration.ofSeconds(2), scene.instance(), Ec2.snapshotVolumes());

        ContainmentReport again = contain(Duration.ofSeconds(60), scene.instance(), Ec2.snapshotVolumes());

        assertThat(again.isContained()).as(again::describe).isTrue();
        assertThat(rehearsal.fake.calls().stream().map(CallRecord::operation))
                .filteredOn("CreateSnapshots"::equals)
                .hasSize(1);
    }
}
