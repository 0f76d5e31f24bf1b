package dev.firebreak.testkit.service.ec2.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LockMode;
import software.amazon.awssdk.services.ec2.model.LockState;

class SnapshotLockCasesTest extends Ec2Cases {
    private static final String CONCEPTS =
            "https://docs.aws.amazon.com/ebs/latest/userguide/snapshot-lock-concepts.html";
    private static final String LOCK = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_LockSnapshot.html";

    private final Ec2Client setup = fake.ec2();

    private String snapshot() {
        return snapshotOf(setup, launch().volumeIds().get(0));
    }

    private static LockState lock(Ec2Client ec2, String id, LockMode mode, int days) {
        return ec2.lockSnapshot(request -> request.snapshotId(id).lockMode(mode).lockDuration(days))
                .lockState();
    }

    @Test
    @AwsFact(value = "A locked snapshot cannot be deleted until the lock expires", source = CONCEPTS)
    void deleteSnapshot_locked_isRefusedUntilTheLockExpires() {
        Ec2Client ec2 = ec2();
        String id = snapshot();
        assertThat(lock(ec2, id, LockMode.GOVERNANCE, 30)).isEqualTo(LockState.GOVERNANCE);

        assertThat(Refused.by(() -> ec2.deleteSnapshot(request -> request.snapshotId(id))))
                .contains(id + " is locked in governance mode");
        clock.advance(Duration.ofDays(30));
        assertThat(state(ec2, id)).isEqualTo(LockState.EXPIRED);
        ec2.deleteSnapshot(request -> request.snapshotId(id));

        assertThat(ec2.describeLockedSnapshots(request -> {}).snapshots()).isEmpty();
    }

    private static LockState state(Ec2Client ec2, String id) {
        return ec2.describeLockedSnapshots(request -> request.snapshotIds(id))
                .snapshots()
                .get(0)
                .lockState();
    }

    @Test
    @AwsFact(value = "A lock in governance mode can be undone", source = CONCEPTS)
    void unlockSnapshot_governance_unlocks() {
        Ec2Client ec2 = ec2();
        String id = snapshot();
        lock(ec2, id, LockMode.GOVERNANCE, 1);

        ec2.unlockSnapshot(request -> request.snapshotId(id));

        assertThat(ec2.deleteSnapshot(request -> request.snapshotId(id))
                        .sdkHttpResponse()
                        .isSuccessful())
                .isTrue();
    }

    @Test
    @AwsFact(value = "A lock in compliance mode without a cooling-off period can only be extended", source = LOCK)
    void lockSnapshot_compliance_isOnlyExtended() {
        Ec2Client ec2 = ec2();
        String id = snapshot();
        assertThat(lock(ec2, id, LockMode.COMPLIANCE, 30)).isEqualTo(LockState.COMPLIANCE);

        assertThat(Refused.by(() -> ec2.unlockSnapshot(request -> request.snapshotId(id))))
                .startsWith("OperationNotPermitted");
        assertThat(Refused.by(() -> lock(ec2, id, LockMode.COMPLIANCE, 10))).startsWith("OperationNotPermitted");
        assertThat(Refused.by(() -> lock(ec2, id, LockMode.GOVERNANCE, 60))).startsWith("OperationNotPermitted");
        assertThat(lock(ec2, id, LockMode.COMPLIANCE, 60)).isEqualTo(LockState.COMPLIANCE);
    }

    @Test
    @AwsFact(
            value = "In its cooling-off period a lock in compliance mode can be undone, and after it no more",
            source = CONCEPTS)
    void unlockSnapshot_coolingOff_unlocksUntilItIsOver() {
        Ec2Client ec2 = ec2();
        String first = snapshot();
        String second = snapshot();
        for (String id : new String[] {first, second}) {
            assertThat(ec2.lockSnapshot(request -> request.snapshotId(id)
                                    .lockMode(LockMode.COMPLIANCE)
                                    .lockDuration(30)
                                    .coolOffPeriod(2))
                            .lockState())
                    .isEqualTo(LockState.COMPLIANCE_COOLOFF);
        }

        clock.advance(Duration.ofHours(1));
        ec2.unlockSnapshot(request -> request.snapshotId(first));
        clock.advance(Duration.ofHours(1));

        assertThat(state(ec2, second)).isEqualTo(LockState.COMPLIANCE);
        assertThat(Refused.by(() -> ec2.unlockSnapshot(request -> request.snapshotId(second))))
                .startsWith("OperationNotPermitted");
    }

    @Test
    @AwsFact(
            value = "A lock has a duration or a date of expiry, and a cooling-off period only in compliance mode",
            source = LOCK)
    void lockSnapshot_contradictions_areRefused() {
        Ec2Client ec2 = ec2();
        String id = snapshot();

        assertThat(Refused.by(
                        () -> ec2.lockSnapshot(request -> request.snapshotId(id).lockMode(LockMode.GOVERNANCE))))
                .startsWith("InvalidParameterCombination");
        assertThat(Refused.by(() -> ec2.lockSnapshot(request -> request.snapshotId(id)
                        .lockMode(LockMode.GOVERNANCE)
                        .lockDuration(1)
                        .coolOffPeriod(1))))
                .startsWith("InvalidParameterCombination");
        assertThat(Refused.by(() -> lock(ec2, id, LockMode.GOVERNANCE, 36_501))).startsWith("InvalidParameterValue");
    }
}
