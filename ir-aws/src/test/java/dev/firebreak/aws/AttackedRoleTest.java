package dev.firebreak.aws;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Action;
import dev.firebreak.ContainmentReport;
import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.AttackerBuilder;
import dev.firebreak.testkit.attack.StolenCredential;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;

/** Attackers hold sessions of a role that may do everything, and of a user that may assume it. */
class AttackedRoleTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/ops";

    private AttackScene scene = scene();

    private static AttackScene scene() {
        var scene = new AttackScene();
        var fake = scene.rehearsal.fake;
        fake.iam()
                .createRole(role -> role.roleName("ops")
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}"));
        fake.iam()
                .attachRolePolicy(
                        attach -> attach.roleName("ops").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        fake.s3().createBucket(bucket -> bucket.bucket("customers"));
        fake.s3().putObject(put -> put.bucket("customers").key("all.csv"), RequestBody.fromString("names"));
        return scene;
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private AttackerBuilder withSession() {
        var session = (AwsSessionCredentials) scene.rehearsal.session("ops", "stolen");
        return scene.rehearsal
                .fake
                .attacker()
                .with(StolenCredential.session(
                        session, "stolen", scene.rehearsal.clock.instant().plus(Duration.ofHours(6))))
                .copyBucket("customers");
    }

    private ContainmentReport contain(Action<Role> action) {
        return scene.rehearsal
                .containmentInTurn()
                .incident("IR-1")
                .contain(Iam.role("ops"), action)
                .plan()
                .execute();
    }

    @Test
    void revokeSessions_attackerHoldsOne_isLockedOutUntilReleased() {
        Attacker attacker = withSession().actsWhenTold();
        attacker.act();
        assertThat(attacker).isNotLockedOut().can("s3:GetObject");

        ContainmentReport report = contain(Iam.revokeSessions());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(attacker).isLockedOut().cannot("s3:GetObject");
        report.release();
        assertThat(attacker).isNotLockedOut();
    }

    @Test
    void revokeSessions_sessionIssuedAfterwards_works() {
        contain(Iam.revokeSessions()).orThrow();
        scene.rehearsal.clock.advance(Duration.ofMinutes(1));

        Attacker later = withSession().actsWhenTold();

        assertThat(later).can("s3:GetObject");
    }

    @Test
    void revokeSessions_attackerHasAUserThatMayAssumeIt_goesOnUntilTheRoleIsDenied() {
        Attacker attacker = scene.rehearsal
                .fake
                .attacker()
                .withKey(scene.key)
                .assume(ROLE)
                .copyBucket("customers")
                .actsWhenTold();
        attacker.act();

        contain(Iam.revokeSessions()).orThrow();
        scene.rehearsal.clock.advance(Duration.ofMinutes(1));
        attacker.act();
        assertThat(attacker).can("s3:GetObject");
        scene.denyUser().orThrow();
        assertThat(attacker).can("s3:GetObject");

        contain(Iam.denyAll()).orThrow();
        assertThat(attacker).cannot("s3:GetObject").hasNoWorkingCredential();
    }

    @Test
    void revokeSessions_attackerActsAfterAnyCall_locksItOut() {
        raceEveryCall(Iam.revokeSessions(), "FirebreakRevokeOlderSessions-IR-1");
    }

    @Test
    void denyAll_attackerActsAfterAnyCall_locksItOut() {
        raceEveryCall(Iam.denyAll(), "FirebreakDenyAll-IR-1");
    }

    /** The attacker takes a new session from its own, and takes the policy away if it still may. */
    private void raceEveryCall(Action<Role> action, String policy) {
        int calls = scene.operations(() -> contain(action)).size();
        for (int call = 1; call <= calls; call++) {
            scene.close();
            scene = scene();
            Attacker attacker = withSession()
                    .assume(ROLE)
                    .call(
                            "take the policy away",
                            foothold -> foothold.use(
                                    IamClient.builder(),
                                    iam -> iam.deleteRolePolicy(
                                            delete -> delete.roleName("ops").policyName(policy))))
                    .actsAfterCall(call);

            ContainmentReport report = contain(action);
            String race = AttackScene.race(call, report, attacker);

            assertThat(attacker.attempts()).as(race).hasSize(3);
            assertThat(report.isContained()).as(race).isTrue();
            assertThat(attacker).as(race).isLockedOut();
        }
    }
}
