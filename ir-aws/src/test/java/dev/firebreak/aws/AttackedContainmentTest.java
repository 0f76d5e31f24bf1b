package dev.firebreak.aws;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.ContainmentReport;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.AttackerBuilder;
import dev.firebreak.testkit.attack.StolenCredential;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Attackers act after every call of a containment in turn: whenever it was, they are locked out, or the test says what is left. */
class AttackedContainmentTest {
    @Test
    void quarantine_attackerActsAfterAnyCall_locksItOut() {
        int calls = AttackScene.calls(AttackScene::quarantine);
        for (int call = 1; call <= calls; call++) {
            try (var scene = new AttackScene()) {
                Attacker attacker = scene.onTheInstance().actsAfterCall(call);

                ContainmentReport report = scene.quarantine();
                String race = AttackScene.race(call, report, attacker);

                assertThat(attacker.attempts()).as(race).hasSize(3);
                assertThat(report.isContained()).as(race).isTrue();
                assertThat(attacker).as(race).isLockedOut().hasNoShell();
                scene.rehearsal.clock.advance(Duration.ofHours(1));
                attacker.act();
                assertThat(attacker).as(race).isLockedOut();
            }
        }
    }

    @Test
    void quarantine_attackerActsAfterEveryCall_locksItOutUntilReleased() {
        try (var scene = new AttackScene()) {
            Attacker attacker = scene.onTheInstance().actsAfterEveryCall();

            ContainmentReport report = scene.quarantine();
            attacker.stop();

            assertThat(report.isContained()).as(report::describe).isTrue();
            assertThat(attacker.foothold().loot()).contains("s3://customers/all.csv");
            assertThat(attacker).isLockedOut();

            assertThat(report.release().isRestored()).isTrue();
            assertThat(attacker).isNotLockedOut();
        }
    }

    @Test
    void isolateNetwork_alone_leavesTheSession() {
        try (var scene = new AttackScene()) {
            Attacker attacker = scene.onTheInstance().actsWhenTold();
            attacker.act();

            scene.rehearsal
                    .containment()
                    .incident("IR-1")
                    .contain(Ec2.instance(scene.web.id()), Ec2.isolateNetwork())
                    .plan()
                    .execute()
                    .orThrow();

            assertThat(attacker).hasNoShell().can("s3:GetObject");
            assertThat(attacker.remaining().moves()).containsExactly("copy bucket customers");
        }
    }

    @Test
    void disableKey_attackerMakesASecondKeyInTime_leavesThatOne() {
        int calls = AttackScene.calls(AttackScene::disableKey);
        int lockedOut = 0;
        for (int call = 1; call <= calls; call++) {
            try (var scene = new AttackScene()) {
                Attacker attacker = withKey(scene).createKey("alice").actsAfterCall(call);

                ContainmentReport report = scene.disableKey();
                String race = AttackScene.race(call, report, attacker);

                boolean inTime = attacker.attempts().get(0).succeeded();
                assertThat(report.isContained()).as(race).isTrue();
                assertThat(attacker.remaining().credentials())
                        .as(race)
                        .extracting(StolenCredential::origin)
                        .isEqualTo(inTime ? List.of("created for alice") : List.of());
                lockedOut += inTime ? 0 : 1;
            }
        }
        assertThat(lockedOut).isBetween(1, calls - 1);
    }

    @Test
    void disableKeyAndDenyAll_attackerMakesKeysAndSessionsAtAnyCall_locksItOut() {
        int calls = AttackScene.calls(AttackScene::denyUser);
        for (int call = 1; call <= calls; call++) {
            try (var scene = new AttackScene()) {
                Attacker attacker = withKey(scene)
                        .createKey("alice")
                        .call("get a session token", foothold -> {
                            var got = foothold.use(StsClient.builder(), StsClient::getSessionToken)
                                    .credentials();
                            foothold.keep(StolenCredential.session(
                                    AwsSessionCredentials.create(
                                            got.accessKeyId(), got.secretAccessKey(), got.sessionToken()),
                                    "session of alice",
                                    got.expiration()));
                        })
                        .copyBucket("customers")
                        .actsAfterCall(call);

                ContainmentReport report = scene.denyUser();
                String race = AttackScene.race(call, report, attacker);

                assertThat(report.isContained()).as(race).isTrue();
                // GetSessionToken needs no permission, so that a second key may still ask for sessions that may do
                // nothing.
                assertThat(attacker).as(race).hasNoWorkingCredential().cannot("s3:GetObject");
                assertThat(attacker.remaining().moves()).as(race).isSubsetOf("get a session token");
            }
        }
    }

    @Test
    void disableKey_attackerTurnsItOnAgain_reportsItUnlessItWasAfterTheLastRead() {
        int calls = AttackScene.calls(AttackScene::disableKey);
        for (int call = 1; call <= calls; call++) {
            try (var scene = new AttackScene()) {
                Attacker attacker = scene.rehearsal
                        .fake
                        .attacker()
                        .withKey(scene.other)
                        .call(
                                "turn the key on",
                                foothold -> foothold.use(
                                        IamClient.builder(),
                                        iam -> iam.updateAccessKey(update -> update.userName("alice")
                                                .accessKeyId(scene.key.accessKeyId())
                                                .status("Active"))))
                        .actsAfterCall(call);

                ContainmentReport report = scene.disableKey();

                boolean active = scene
                        .rehearsal
                        .fake
                        .iam()
                        .listAccessKeys(list -> list.userName("alice"))
                        .accessKeyMetadata()
                        .stream()
                        .anyMatch(key -> key.statusAsString().equals("Active"));
                assertThat(report.isContained() && active)
                        .as(AttackScene.race(call, report, attacker))
                        .isEqualTo(call == calls);
            }
        }
    }

    private static AttackerBuilder withKey(AttackScene scene) {
        return scene.rehearsal.fake.attacker().withKey(scene.key);
    }
}
