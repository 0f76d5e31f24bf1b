package dev.firebreak.testkit.attack;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.s3.S3Client;

class AttackerTest {
    private final AttackScene scene = new AttackScene();
    private final FakeAws fake = scene.fake;

    @AfterEach
    void close() {
        scene.close();
    }

    private static List<Boolean> succeeded(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::succeeded).toList();
    }

    @Test
    void attacker_fakeWithoutPolicies_isRefused() {
        try (FakeAws open = FakeAws.create()) {
            assertThatThrownBy(open::attacker)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("enforceIam()");
        }
    }

    @Test
    void begin_keyThatIsInactive_isRefused() {
        scene.disableKey();

        assertThatThrownBy(scene.withKey()::actsWhenTold)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(scene.key.accessKeyId())
                .hasMessageNotContaining(scene.key.secretAccessKey());
    }

    @Test
    void begin_isolatedInstance_isRefused() {
        scene.isolate();

        assertThatThrownBy(scene.withShell()::actsWhenTold)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(scene.web.id());
    }

    @Test
    void createKey_beforeAndAfterTheUserIsDenied() {
        Attacker attacker = scene.withKey().createKey("alice").actsWhenTold();

        assertThat(succeeded(attacker.act())).containsExactly(true);
        assertThat(attacker.foothold().credentials()).hasSize(2);
        scene.disableKey();
        assertThat(attacker).isNotLockedOut().can("iam:CreateAccessKey");

        scene.denyAlice();
        assertThat(succeeded(attacker.act())).containsExactly(false);
        assertThat(attacker).isLockedOut().cannot("iam:CreateAccessKey").hasNoWorkingCredential();
    }

    @Test
    void assume_untilTheSessionsAreRevoked_works() {
        fake.iam().updateAssumeRolePolicy(trust -> trust.roleName("web").policyDocument("""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow",
                "Principal":{"AWS":"arn:aws:iam::123456789012:user/alice"},"Action":"sts:AssumeRole"}}"""));
        Attacker attacker = scene.withKey()
                .assume("arn:aws:iam::123456789012:role/web")
                .copyBucket("customers")
                .actsWhenTold();
        assertThat(succeeded(attacker.act())).containsExactly(true, true);

        scene.disableKey();
        assertThat(attacker.remaining().moves()).contains("copy bucket customers");
        assertThat(attacker.remaining().credentials()).hasSize(1);

        scene.revokeSessions(scene.clock.instant().plusSeconds(30));
        assertThat(attacker).isLockedOut();
        assertThat(succeeded(attacker.act())).containsExactly(false, false);
    }

    @Test
    void copyBucket_lootsTheObjects_untilThePolicyDeniesIt() {
        Attacker attacker = scene.withKey().copyBucket("customers").actsWhenTold();
        attacker.act();
        assertThat(attacker.foothold().loot()).containsExactly("s3://customers/all.csv");

        fake.s3().putBucketPolicy(put -> put.bucket("customers").policy("""
                {"Version":"2012-10-17","Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*",
                "Resource":["arn:aws:s3:::customers","arn:aws:s3:::customers/*"],
                "Condition":{"IpAddress":{"aws:SourceIp":"198.51.100.66/32"}}}}"""));

        assertThat(attacker.remaining().moves()).isEmpty();
        assertThat(attacker).cannot("s3:GetObject", "arn:aws:s3:::customers/all.csv");
        assertThat(succeeded(attacker.act())).containsExactly(false);
    }

    @Test
    void stopLogging_onlyAsked_leavesTheTrailOn() {
        CloudTrailClient trails = fake.configure(CloudTrailClient.builder()).build();
        fake.s3().createBucket(bucket -> bucket.bucket("logs"));
        fake.s3().putBucketPolicy(put -> put.bucket("logs").policy("""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*",
                "Principal":{"Service":"cloudtrail.amazonaws.com"},
                "Resource":["arn:aws:s3:::logs","arn:aws:s3:::logs/*"]}}"""));
        trails.createTrail(trail -> trail.name("main").s3BucketName("logs"));
        trails.startLogging(trail -> trail.name("main"));
        Attacker attacker = scene.withKey().stopLogging("main").actsWhenTold();

        assertThat(attacker.remaining().moves()).containsExactly("stop trail main");
        assertThat(trails.getTrailStatus(trail -> trail.name("main")).isLogging())
                .isTrue();

        attacker.act();
        assertThat(trails.getTrailStatus(trail -> trail.name("main")).isLogging())
                .isFalse();
        scene.disableKey();
        assertThat(succeeded(attacker.act())).containsExactly(false);
    }

    @Test
    void deleteSnapshots_lockedOnes_failsWhenItActs() {
        String snapshot = fake.ec2()
                .createSnapshot(create -> create.volumeId(scene.web.volumeIds().get(0)))
                .snapshotId();
        Attacker attacker = scene.withKey().deleteSnapshots().actsWhenTold();
        fake.ec2()
                .lockSnapshot(
                        lock -> lock.snapshotId(snapshot).lockMode("governance").lockDuration(1));

        assertThat(succeeded(attacker.act())).containsExactly(false);
        fake.ec2().unlockSnapshot(lock -> lock.snapshotId(snapshot));
        assertThat(succeeded(attacker.act())).containsExactly(true);
        assertThat(succeeded(attacker.act())).containsExactly(false);
    }

    @Test
    void keepShell_isolatedInstance_isCutAndCannotBeReopened() {
        Attacker attacker = scene.withShell().keepShell(443).actsWhenTold();
        assertThat(succeeded(attacker.act())).containsExactly(true);
        assertThat(attacker).hasShell();

        scene.isolate();

        assertThat(succeeded(attacker.act())).containsExactly(false);
        assertThat(attacker).hasNoShell().isLockedOut();
        assertThat(attacker.remaining().describe()).contains("can still: nothing", "shell on " + scene.web.id());
    }

    @Test
    void keepShell_movedToAnEmptyGroupAtOnce_livesOn() {
        Attacker attacker = scene.withShell().keepShell(443).actsWhenTold();

        scene.moveToEmptyGroup();

        assertThat(attacker).hasShell();
        assertThat(attacker.remaining().shells().get(0).state().explanation()).contains("tracked");
    }

    @Test
    void keepShell_connectionClosed_isOpenedAnewWhileTheProcessRuns() {
        Attacker attacker = scene.withShell().keepShell(443).actsWhenTold();
        attacker.foothold().shells().get(0).connection().close();
        assertThat(attacker).hasNoShell().isNotLockedOut();
        attacker.act();
        assertThat(attacker).hasShell();

        fake.guest(scene.web.id()).processes().keySet().stream()
                .max(Integer::compare)
                .ifPresent(fake.guest(scene.web.id())::kill);
        attacker.foothold().shells().get(0).connection().close();

        assertThat(succeeded(attacker.act())).containsExactly(false);
        assertThat(attacker).isLockedOut();
    }

    @Test
    void refreshFromImds_profileRemovedFirst_endsWithTheRevocation() {
        Attacker attacker = scene.withShell().refreshFromImds().actsWhenTold();
        assertThat(succeeded(attacker.act())).containsExactly(true);
        assertThat(attacker).can("s3:GetObject").cannot("s3:DeleteObject");

        scene.removeProfile();
        assertThat(succeeded(attacker.act())).containsExactly(false);
        assertThat(attacker).can("s3:GetObject");

        scene.revokeSessions(scene.clock.instant());
        assertThat(attacker).can("s3:GetObject"); // issued in the same second as the revocation
        scene.revokeSessions(scene.clock.instant().plusSeconds(30));
        assertThat(attacker).cannot("s3:GetObject").hasNoWorkingCredential();
    }

    @Test
    void refreshFromImds_sessionsRevokedBeforeTheProfileIsRemoved_getsFreshOnes() {
        Attacker attacker = scene.withShell().refreshFromImds().actsWhenTold();
        attacker.act();
        scene.clock.advance(Duration.ofHours(5));
        scene.revokeSessions(scene.clock.instant().plusSeconds(30));
        assertThat(attacker).hasNoWorkingCredential();

        scene.clock.advance(Duration.ofMinutes(55));
        attacker.act();

        assertThat(attacker).can("s3:GetObject");
    }

    @Test
    void call_ownMove_comesFromTheAttackersHost() {
        fake.cloudTrail();
        Attacker attacker = fake.attacker()
                .withKey(scene.key)
                .from("203.0.113.9")
                .userAgent("pacu")
                .call("list buckets", foothold -> foothold.use(S3Client.builder(), S3Client::listBuckets))
                .actsWhenTold();
        attacker.act();
        scene.clock.advance(Duration.ofMinutes(10));

        try (CloudTrailClient trail = fake.configure(CloudTrailClient.builder()).build()) {
            assertThat(trail.lookupEvents().events())
                    .filteredOn(event -> "ListBuckets".equals(event.eventName()))
                    .singleElement()
                    .satisfies(event -> assertThat(event.cloudTrailEvent())
                            .contains("203.0.113.9", "pacu")
                            .doesNotContain("aws-sdk-java"));
        }
    }

    @Test
    void remaining_asked_leavesNoTrace() {
        Attacker attacker = scene.withKey()
                .withShellOn(scene.web.id())
                .keepShell(443)
                .refreshFromImds()
                .createKey("alice")
                .assume("arn:aws:iam::123456789012:role/web")
                .copyBucket("customers")
                .call("run a script", foothold -> foothold.run("echo x > /tmp/x"))
                .actsWhenTold();
        JsonNode before = fake.snapshot();
        fake.clearCalls();

        Remaining remaining = attacker.remaining();

        assertThat(remaining.moves())
                .hasSize(5)
                .noneMatch(move -> move.startsWith("assume")); // its trust policy lets only EC2
        assertThat(fake.calls()).isEmpty();
        assertThat(fake.snapshot()).isEqualTo(before);
        assertThat(attacker.attempts()).isEmpty();
        assertThat(attacker.foothold().credentials()).hasSize(1);
    }

    @Test
    void actsAfterEveryCall_defenderCalls_makesOneMoveEach() {
        Attacker attacker =
                scene.withKey().copyBucket("customers").createKey("alice").actsAfterEveryCall();
        fake.clearCalls();

        fake.ec2().describeVpcs();
        fake.ec2().describeVpcs();
        attacker.stop();
        fake.ec2().describeVpcs();

        assertThat(attacker.attempts())
                .extracting(Attempt::move)
                .containsExactly("copy bucket customers", "create an access key for alice");
        assertThat(fake.calls())
                .extracting(CallRecord::operation)
                .containsExactlyInAnyOrder(
                        "ListObjectsV2",
                        "GetObject",
                        "DescribeVpcs",
                        "CreateAccessKey",
                        "DescribeVpcs",
                        "DescribeVpcs");
    }

    @Test
    void actsAfterCall_second_actsOnce() {
        Attacker attacker = scene.withKey().copyBucket("customers").actsAfterCall(2);

        fake.ec2().describeVpcs();
        assertThat(attacker.attempts()).isEmpty();
        fake.ec2().describeVpcs();
        fake.ec2().describeVpcs();

        assertThat(attacker.attempts()).hasSize(1);
    }

    @Test
    void actsEvery_clockAdvanced_actsAtItsTimes() {
        Attacker attacker = scene.withKey().copyBucket("customers").actsEvery(Duration.ofMinutes(10));
        fake.clearCalls();

        scene.clock.advance(Duration.ofMinutes(25));

        assertThat(attacker.attempts()).hasSize(2);
        assertThat(fake.calls().get(0).time()).isEqualTo("2026-01-15T09:10:00Z");
        assertThat(scene.clock.instant()).isEqualTo("2026-01-15T09:25:00Z");
    }

    @Test
    void isLockedOut_keyLeft_saysWhatIsLeftWithoutSecrets() {
        Attacker attacker = scene.withKey().createKey("alice").actsWhenTold();

        assertThatThrownBy(() -> assertThat(attacker).isLockedOut())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("create an access key for alice")
                .hasMessageContaining(scene.key.accessKeyId() + " (stolen): may do [* on *]")
                .hasMessageNotContaining(scene.key.secretAccessKey());
    }
}
