package dev.firebreak.aws;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.ContainmentReport;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.AttackerBuilder;
import dev.firebreak.testkit.attack.StolenCredential;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/** Attackers act after every call of a containment in turn: whenever it was, they are locked out, or the test says what is left. */
class AttackedContainmentTest {
    /** So many calls a quarantine makes at the least, whichever of the steps side by side read for one another. */
    private static final int CALLS_SIDE_BY_SIDE = 36;

    @Test
    void quarantine_attackerActsAfterAnyCall_locksItOut() {
        int calls = quarantineCalls();
        for (int call = 1; call <= calls; call++) {
            assertLockedOut(call, AttackScene::quarantine);
        }
    }

    @Test
    void quarantine_stepsSideBySideAndAttackerActsAfterAnyCall_locksItOut() {
        for (int call = 1; call <= CALLS_SIDE_BY_SIDE; call++) {
            assertLockedOut(call, AttackScene::quarantineSideBySide);
        }
    }

    private static void assertLockedOut(int call, BiFunction<AttackScene, String, ContainmentReport> quarantine) {
        try (var scene = new AttackScene()) {
            String web = scene.launch();
            Attacker attacker = scene.on(web).actsAfterCall(call);

            ContainmentReport report = quarantine.apply(scene, web);
            String race = AttackScene.race(call, report, attacker);

            assertThat(attacker.attempts()).as(race).hasSize(3);
            assertThat(report.isContained()).as(race).isTrue();
            assertThat(attacker).as(race).isLockedOut().hasNoShell();
            scene.rehearsal.clock.advance(Duration.ofHours(1));
            attacker.act();
            assertThat(attacker).as(race).isLockedOut();
        }
    }

    @Test
    void quarantine_attackerActsAfterEveryCall_locksItOutUntilReleased() {
        try (var scene = new AttackScene()) {
            String web = scene.launch();
            Attacker attacker = scene.on(web).actsAfterEveryCall();

            ContainmentReport report = scene.quarantine(web);
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
            String web = scene.launch();
            Attacker attacker = scene.on(web).actsWhenTold();
            attacker.act();

            scene.rehearsal
                    .containment()
                    .incident("IR-1")
                    .contain(Ec2.instance(web), Ec2.isolateNetwork())
                    .plan()
                    .execute()
                    .orThrow();

            assertThat(attacker).hasNoShell().can("s3:GetObject");
            assertThat(attacker.remaining().moves()).containsExactly("copy bucket customers");
        }
    }

    @Test
    void disableKey_attackerMakesASecondKeyInTime_leavesThatOne() {
        int calls = operations(AttackScene::disableKey).size();
        int lockedOut = 0;
        for (int call = 1; call <= calls; call++) {
            try (var scene = new AttackScene()) {
                Attacker attacker = withKey(scene).createKey("alice").actsAfterCall(call);

                ContainmentReport report = scene.disableKey();
                String race = AttackScene.race(call, report, attacker);

                assertThat(attacker.attempts()).as(race).hasSize(1);
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
        int calls = operations(AttackScene::denyUser).size();
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
                        .actsAfterCall(call);

                ContainmentReport report = scene.denyUser();
                String race = AttackScene.race(call, report, attacker);

                assertThat(attacker.attempts()).as(race).hasSize(2);
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
        int calls = operations(AttackScene::disableKey).size();
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

                scene.rehearsal.fake.clearCalls();
                ContainmentReport report = scene.disableKey();

                String race = AttackScene.race(call, report, attacker);

                assertThat(attacker.attempts()).as(race).hasSize(1);
                List<CallRecord> made = scene.rehearsal.fake.calls();
                boolean readLater = made.stream()
                        .dropWhile(one -> !one.accessKeyId().equals(scene.other.accessKeyId()))
                        .skip(2) // the attacker's call, and the one that it acted after
                        .anyMatch(one -> one.operation().equals("ListAccessKeys"));
                boolean active = scene
                        .rehearsal
                        .fake
                        .iam()
                        .listAccessKeys(list -> list.userName("alice"))
                        .accessKeyMetadata()
                        .stream()
                        .anyMatch(key -> key.statusAsString().equals("Active"));
                assertThat(report.isContained() && active).as(race + made).isEqualTo(!readLater);
            }
        }
    }

    @Test
    void denyAll_roleAssumedBefore_leavesItsSessionAsThePlanSays() {
        try (var scene = new AttackScene()) {
            var iam = scene.rehearsal.fake.iam();
            iam.createRole(role -> role.roleName("ops")
                    .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                            + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
            iam.putRolePolicy(put -> put.roleName("ops").policyName("read").policyDocument(AttackScene.READ));
            Attacker attacker =
                    withKey(scene).assume("arn:aws:iam::123456789012:role/ops").actsWhenTold();
            attacker.act();

            ContainmentReport report = scene.denyUser();

            assertThat(attacker).isNotLockedOut().can("s3:GetObject").cannot("iam:CreateAccessKey");
            assertThat(report.plan().steps())
                    .anyMatch(step -> step.notes().toString().contains("roles that the user has assumed go on"));
        }
    }

    private static List<String> operations(Function<AttackScene, ContainmentReport> containment) {
        try (var scene = new AttackScene()) {
            return scene.operations(() -> containment.apply(scene));
        }
    }

    private static int quarantineCalls() {
        try (var scene = new AttackScene()) {
            String web = scene.launch();
            return scene.operations(() -> scene.quarantine(web)).size();
        }
    }

    private static AttackerBuilder withKey(AttackScene scene) {
        return scene.rehearsal.fake.attacker().withKey(scene.key);
    }
}
