package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Action;
import dev.firebreak.ContainmentReport;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.InMemoryJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

class IamTest {
    private final Rehearsal rehearsal = new Rehearsal();
    private final IamClient iam = rehearsal.fake.iam();
    private AccessKey key = AccessKey.builder().build();

    @BeforeEach
    void makeUser() {
        iam.createUser(request -> request.userName("mallory").path("/staff/"));
        key = iam.createAccessKey(request -> request.userName("mallory")).accessKey();
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private ContainmentReport contain(Action<dev.firebreak.aws.AccessKey> action) {
        return rehearsal
                .containment()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), action)
                .plan()
                .execute();
    }

    private static StepResult only(ContainmentReport report) {
        assertThat(report.results()).hasSize(1);
        return report.results().get(0);
    }

    @Test
    void disableKey_active_isInactiveUntilReleased() {
        ContainmentReport report = contain(Iam.disableKey());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(status()).isEqualTo("Inactive");

        assertThat(report.release().isRestored()).isTrue();
        assertThat(status()).isEqualTo("Active");
    }

    private String status() {
        return iam.listAccessKeys(request -> request.userName("mallory"))
                .accessKeyMetadata()
                .get(0)
                .statusAsString();
    }

    @Test
    void disableKey_inactiveAlready_staysSoAfterARelease() {
        iam.updateAccessKey(request ->
                request.userName("mallory").accessKeyId(key.accessKeyId()).status("Inactive"));

        ContainmentReport report = contain(Iam.disableKey());

        assertThat(only(report).status()).isEqualTo(StepStatus.UNCHANGED);
        report.release();
        assertThat(status()).isEqualTo("Inactive");
    }

    @Test
    void disableKey_plan_warnsOfSessionsMadeFromTheKey() {
        var plan = rehearsal
                .containment()
                .incident("IR-1")
                .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey())
                .plan();

        assertThat(plan.plan().steps().get(0).notes()).anyMatch(note -> note.contains("GetSessionToken"));
        assertThat(plan.plan().steps().get(0).summary()).contains(key.accessKeyId(), "mallory");
    }

    @Test
    void denyAll_quotaOfInlinePoliciesUsedUp_attachesTheManagedOne() {
        fillInlineQuota();
        JsonNode before = rehearsal.fake.snapshot();

        ContainmentReport report = contain(Iam.denyAll());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(iam.listAttachedUserPolicies(request -> request.userName("mallory"))
                        .attachedPolicies())
                .extracting(policy -> policy.policyArn())
                .containsExactly("arn:aws:iam::aws:policy/AWSDenyAll");
        assertThat(report.release().isRestored()).isTrue();
        assertThat(rehearsal.fake.snapshot()).isEqualTo(before);
    }

    private void fillInlineQuota() {
        String document =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                        + "\"Resource\":\"arn:aws:s3:::" + "a".repeat(1900) + "\"}]}";
        iam.putUserPolicy(
                request -> request.userName("mallory").policyName("filler").policyDocument(document));
    }

    @Test
    void denyAll_denied_namesActionResourceAndStatement() {
        rehearsal
                .fake
                .faults()
                .on("iam", "PutUserPolicy")
                .refuse(
                        "AccessDenied",
                        403,
                        "User: arn:aws:iam::123456789012:user/ir is not authorized to perform: iam:PutUserPolicy on"
                                + " resource: user mallory because no identity-based policy allows the"
                                + " iam:PutUserPolicy action");

        StepResult result = only(contain(Iam.denyAll()));

        assertThat(result.status()).isEqualTo(StepStatus.FAILED);
        assertThat(result.message())
                .startsWith("Cannot call iam:PutUserPolicy: not authorized for iam:PutUserPolicy on user mallory")
                .endsWith("{\"Action\":\"iam:PutUserPolicy\",\"Effect\":\"Allow\",\"Resource\":\"*\"}");
    }

    @Test
    void denyAll_answerLost_isFoundInPlace() {
        rehearsal.fake.faults().on("iam", "PutUserPolicy").nth(1).loseAnswer();

        ContainmentReport report = contain(Iam.denyAll());

        assertThat(report.isContained()).as(report::describe).isTrue();
        assertThat(iam.listUserPolicies(request -> request.userName("mallory")).policyNames())
                .containsExactly("FirebreakDenyAll-IR-1");
    }

    @Test
    void release_answerOfDeletionLost_isRestored() {
        ContainmentReport report = contain(Iam.denyAll());
        rehearsal.fake.faults().on("iam", "DeleteUserPolicy").nth(1).loseAnswer();

        assertThat(report.release().isRestored()).isTrue();
    }

    @Test
    void plan_ownKey_isRefused() {
        iam.attachUserPolicy(
                request -> request.userName("mallory").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        try (AwsProvider own = rehearsal.actingAs(key.accessKeyId(), key.secretAccessKey())) {
            var plan = rehearsal
                    .containment(InMemoryJournal.create(), own)
                    .incident("IR-1")
                    .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey(), Iam.denyAll())
                    .plan();

            assertThat(plan.plan().steps()).isEmpty();
            assertThat(plan.plan().refusals())
                    .hasSize(2)
                    .allMatch(refusal -> refusal.guard().equals("own-identity"));
        }
    }

    @Test
    void plan_otherKeyOfOwnUser_isRefused() {
        AccessKey other =
                iam.createAccessKey(request -> request.userName("mallory")).accessKey();
        try (AwsProvider own = rehearsal.actingAs(key.accessKeyId(), key.secretAccessKey())) {
            var plan = rehearsal
                    .containment(InMemoryJournal.create(), own)
                    .incident("IR-1")
                    .contain(Iam.accessKey(other.accessKeyId()), Iam.disableKey())
                    .plan();

            assertThat(plan.plan().refusals()).hasSize(1);
        }
    }

    @Test
    void plan_keyOfRoot_isRejectedSayingWhatToDo() {
        String root =
                rehearsal.fake.credentials("123456789012").resolveCredentials().accessKeyId();

        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .contain(Iam.accessKey(root), Iam.disableKey())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("belongs to the root user of account 123456789012")
                .hasMessageContaining("sign in as root");
    }

    @Test
    void plan_unknownKey_isRejectedClearly() {
        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .contain(Iam.accessKey("AKIAIOSFODNN7NOTHERE"), Iam.disableKey())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageStartingWith("Cannot plan for access key AKIAIOSFODNN7NOTHERE: IAM denies access to it");
    }

    @Test
    void plan_otherAccountWithoutRole_isRejected() {
        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .contain(Iam.accessKey(key.accessKeyId()).inAccount("210987654321"), Iam.disableKey())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("the credentials are of account 123456789012");
    }

    @Test
    void plan_throttled_saysSo() {
        rehearsal.fake.faults().on("iam", "GetAccessKeyLastUsed").throttle();

        assertThatThrownBy(() -> rehearsal
                        .containment()
                        .incident("IR-1")
                        .contain(Iam.accessKey(key.accessKeyId()), Iam.disableKey())
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("Cannot call iam:GetAccessKeyLastUsed: AWS throttled it");
    }
}
