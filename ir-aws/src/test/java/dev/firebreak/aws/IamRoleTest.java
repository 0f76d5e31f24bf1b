package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Action;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.world.iam.IamRole;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

class IamRoleTest {
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
            + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}}";
    private static final String DENY_ALL = "arn:aws:iam::aws:policy/AWSDenyAll";

    private final Rehearsal rehearsal = new Rehearsal();
    private final IamClient iam = rehearsal.fake.iam();

    @BeforeEach
    void makeRole() {
        iam.createRole(role -> role.roleName("deploy").path("/ci/").assumeRolePolicyDocument(TRUST));
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentPlan plan(Action<Role> action) {
        return plan(Iam.role("deploy"), action);
    }

    private ContainmentPlan plan(Role role, Action<Role> action) {
        return rehearsal.containment().incident("IR-1").contain(role, action).plan();
    }

    private String inline(String policy) {
        return iam.getRolePolicy(get -> get.roleName("deploy").policyName(policy))
                .policyDocument();
    }

    private static StepResult only(ContainmentReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    @Test
    void revokeSessions_role_deniesWhatWasIssuedUntilNowUntilReleased() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Iam.revokeSessions()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(inline("FirebreakRevokeOlderSessions-IR-1")).contains("TokenIssueTime");
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void revokeSessions_plan_saysWhatItLeaves() {
        var step = plan(Iam.revokeSessions()).plan().steps().get(0);

        assertThat(step.summary()).contains("role deploy");
        assertThat(step.notes())
                .anyMatch(note -> note.contains("can assume it anew"))
                .anyMatch(note -> note.contains("Instances that still hold the role fetch new credentials"))
                .anyMatch(note -> note.contains("other roles"))
                .anyMatch(note -> note.contains("A release makes the sessions"));
    }

    @Test
    void revokeSessions_laterPlan_movesTheTime() {
        plan(Iam.revokeSessions()).execute().orThrow();
        String first = inline("FirebreakRevokeOlderSessions-IR-1");
        rehearsal.clock.advance(Duration.ofMinutes(10));

        ContainmentReport report = plan(Iam.revokeSessions()).execute();

        assertThat(only(report).status()).isEqualTo(StepStatus.VERIFIED);
        assertThat(inline("FirebreakRevokeOlderSessions-IR-1")).isNotEqualTo(first);
    }

    @Test
    void revokeSessions_plannedByAClockThatIsAhead_deniesUpToTheTimeOfThePlan() {
        String ahead = Containment.builder()
                .provider(rehearsal.provider)
                .journal(InMemoryJournal.create())
                .clock(Clock.offset(rehearsal.clock, Duration.ofMinutes(10)))
                .build()
                .incident("IR-1")
                .contain(Iam.role("deploy"), Iam.revokeSessions())
                .plan()
                .toJson();

        ContainmentReport report = rehearsal.containment().load(ahead).execute();

        assertThat(only(report).status()).isEqualTo(StepStatus.VERIFIED);
    }

    @Test
    void revokeSessions_quotaOfInlinePoliciesUsedUp_failsSayingSo() {
        fillInlineQuota();

        StepResult result = only(plan(Iam.revokeSessions()).execute());

        assertThat(result.status()).isEqualTo(StepStatus.FAILED);
        assertThat(result.message())
                .startsWith("Cannot call iam:PutRolePolicy: ")
                .contains("10240");
    }

    @Test
    void denyAll_role_deniesEverythingUntilReleased() {
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Iam.denyAll()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(inline("FirebreakDenyAll-IR-1")).contains("Deny").doesNotContain("Condition");
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    @Test
    void denyAll_quotaOfInlinePoliciesUsedUp_attachesTheManagedOne() {
        fillInlineQuota();
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = plan(Iam.denyAll()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(iam.listAttachedRolePolicies(list -> list.roleName("deploy")).attachedPolicies())
                .extracting(policy -> policy.policyArn())
                .containsExactly(DENY_ALL);
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    private void fillInlineQuota() {
        for (int index = 0; index < 5; index++) {
            String name = "filler-" + index;
            iam.putRolePolicy(put -> put.roleName("deploy")
                    .policyName(name)
                    .policyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::" + "a".repeat(1930) + "\"}]}"));
        }
    }

    @Test
    void denyAll_deniedAlready_isUnchangedAndStaysAfterARelease() {
        iam.attachRolePolicy(attach -> attach.roleName("deploy").policyArn(DENY_ALL));

        ContainmentReport report = plan(Iam.denyAll()).execute();

        assertThat(only(report).status()).isEqualTo(StepStatus.UNCHANGED);
        report.release();
        assertThat(iam.listAttachedRolePolicies(list -> list.roleName("deploy")).attachedPolicies())
                .hasSize(1);
    }

    @Test
    void denyAll_answerLost_isFoundInPlace() {
        rehearsal.fake.faults().on("iam", "PutRolePolicy").nth(1).loseAnswer();

        ContainmentReport report = plan(Iam.denyAll()).execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(iam.listRolePolicies(list -> list.roleName("deploy")).policyNames())
                .containsExactly("FirebreakDenyAll-IR-1");
    }

    @Test
    void plan_serviceLinkedRole_isRejected() {
        iam.createServiceLinkedRole(make -> make.awsServiceName("autoscaling.amazonaws.com"));

        assertThatThrownBy(() -> plan(Iam.role("AWSServiceRoleForAutoScaling"), Iam.revokeSessions()))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage(
                        "Cannot plan for role AWSServiceRoleForAutoScaling: it is a service-linked role, which only its"
                                + " service changes");
    }

    @Test
    void plan_roleOfPermissionSet_isRejectedSayingWhatToDo() {
        String name = "AWSReservedSSO_Administrator_0123456789abcdef";
        synchronized (rehearsal.fake.world()) {
            var account = rehearsal.fake.world().account("123456789012");
            account.iam().roles().add(new IamRole(account, name, "/aws-reserved/sso.amazonaws.com/", TRUST));
        }

        assertThatThrownBy(() -> plan(Iam.role(name), Iam.denyAll()))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageStartingWith("Cannot plan for role " + name + ": it belongs to a permission set")
                .hasMessageContaining("IAM Identity Center");
    }

    @Test
    void plan_unknownRole_isRejected() {
        assertThatThrownBy(() -> plan(Iam.role("nobody"), Iam.denyAll()))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessage("Cannot plan for role nobody: it does not exist in account 123456789012");
    }

    @Test
    void plan_ownRole_isRefused() {
        iam.attachRolePolicy(
                attach -> attach.roleName("deploy").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        try (AwsProvider own = rehearsal.actingAs(rehearsal.session("deploy", "responder"))) {
            var plan = rehearsal
                    .containment(InMemoryJournal.create(), own)
                    .incident("IR-1")
                    .contain(Iam.role("deploy"), Iam.revokeSessions(), Iam.denyAll())
                    .plan();

            assertThat(plan.plan().steps()).isEmpty();
            assertThat(plan.plan().refusals())
                    .hasSize(2)
                    .allMatch(refusal -> refusal.guard().equals("own-identity"));
        }
    }

    @Test
    void plan_keyAndRoleInOne_hasTheirOwnSteps() {
        iam.createUser(user -> user.userName("mallory"));
        String key = iam.createAccessKey(made -> made.userName("mallory"))
                .accessKey()
                .accessKeyId();

        var plan = rehearsal
                .containment()
                .incident("IR-1")
                .contain(Iam.accessKey(key), Iam.disableKey(), Iam.denyAll())
                .contain(Iam.role("deploy"), Iam.revokeSessions(), Iam.denyAll())
                .plan();

        assertThat(plan.plan().steps())
                .extracting(step -> step.kind())
                .containsExactlyInAnyOrder(
                        "aws.iam.disable-access-key",
                        "aws.iam.deny-user",
                        "aws.iam.revoke-role-sessions",
                        "aws.iam.deny-role");
        assertThat(plan.execute().isContained()).isTrue();
        assertThat(rehearsal
                        .fake
                        .configure(StsClient.builder())
                        .build()
                        .getCallerIdentity()
                        .account())
                .isEqualTo("123456789012");
    }
}
