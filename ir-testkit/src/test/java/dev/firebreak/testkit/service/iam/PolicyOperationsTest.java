package dev.firebreak.testkit.service.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddUserToGroupRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateGroupRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyResponse;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;

class PolicyOperationsTest {
    private static final String EC2_TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client iam = aws.client(new IamService());

    @BeforeEach
    void createPrincipals() {
        iam.call(CreateUserRequest.builder().userName("alice").build());
        iam.call(CreateRoleRequest.builder()
                .roleName("web")
                .assumeRolePolicyDocument(EC2_TRUST)
                .build());
        iam.call(CreateGroupRequest.builder().groupName("devs").build());
    }

    /** "IAM and AWS STS quotas": aggregate of all inline policies, white space not counted. */
    @ParameterizedTest
    @CsvSource({"user, 2048, alice", "role, 10240, web", "group, 5120, devs"})
    void putPolicy_aggregateOverQuota_isLimitExceeded(String type, int quota, String name) {
        String small = document(quota / 2);
        iam.call(put(type, "first", small));
        iam.call(put(type, "second", " \n".repeat(500) + document(quota - quota / 2)));
        AwsError error = iam.refused(put(type, "third", document(200)));
        assertThat(error.code()).isEqualTo("LimitExceeded");
        assertThat(error.status()).isEqualTo(409);
        assertThat(error.message())
                .isEqualTo("Maximum policy size of " + quota + " bytes exceeded for " + type + " " + name);
        iam.call(put(type, "first", small));
    }

    @Test
    void getUserPolicy_document_isPercentEncoded() {
        String document =
                "{\"Version\":\"2012-10-17\", \"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
        iam.call(put("user", "deny", document));
        GetUserPolicyResponse answer = iam.call(GetUserPolicyRequest.builder()
                .userName("alice")
                .policyName("deny")
                .build());
        assertThat(answer.policyDocument())
                .startsWith("%7B%22Version%22%3A%222012-10-17%22%2C%20%22Statement%22")
                .contains("%22Action%22%3A%22%2A%22")
                .doesNotContain("+", "*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | This policy contains invalid Json",
                "[] | Syntax errors in policy.",
                "{\"Version\":\"2012-10-17\"} | Syntax errors in policy.",
                "{\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]} "
                        + "| Policy document must be version 2012-10-17 or greater.",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Resource\":\"*\"}]} "
                        + "| Policy statement must contain actions.",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\"}]} "
                        + "| Policy statement must contain resources.",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"bucket\"}]} "
                        + "| Resource bucket must be in ARN format or \"*\".",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"No\",\"Action\":\"*\",\"Resource\":\"*\"}]} "
                        + "| Syntax errors in policy.",
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                        + "\"Principal\":\"*\"}]} | Policy document should not specify a principal."
            })
    void putUserPolicy_malformed_isRefused(String document, String message) {
        AwsError error = iam.refused(put("user", "p", document));
        assertThat(error.code()).isEqualTo("MalformedPolicyDocument");
        assertThat(error.status()).isEqualTo(400);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void getRolePolicy_unknown_namesThePolicy() {
        AwsError error = iam.refused(GetRolePolicyRequest.builder()
                .roleName("web")
                .policyName("none")
                .build());
        assertThat(error.message()).isEqualTo("The role policy with name none cannot be found.");
    }

    @Test
    void putRolePolicy_serviceLinkedRole_isUnmodifiable() {
        CreateServiceLinkedRoleResponse linked = iam.call(CreateServiceLinkedRoleRequest.builder()
                .awsServiceName("autoscaling.amazonaws.com")
                .build());
        assertThat(linked.role().arn())
                .isEqualTo("arn:aws:iam::111111111111:role/aws-service-role/autoscaling.amazonaws.com/"
                        + "AWSServiceRoleForAutoScaling");
        AwsError error = iam.refused(PutRolePolicyRequest.builder()
                .roleName(linked.role().roleName())
                .policyName("AWSRevokeOlderSessions")
                .policyDocument(document(100))
                .build());
        assertThat(error.code()).isEqualTo("UnmodifiableEntity");
        assertThat(error.message())
                .isEqualTo(
                        "Cannot perform the operation on the protected role 'AWSServiceRoleForAutoScaling' - this role "
                                + "is only modifiable by AWS");
    }

    @Test
    void attachUserPolicy_eleventh_exceedsTheQuota() {
        for (int number = 0; number < 10; number++) {
            iam.call(attach(create("p" + number)));
        }
        AwsError error = iam.refused(attach(create("p10")));
        assertThat(error.message()).isEqualTo("Cannot exceed quota for PoliciesPerUser: 10");
        iam.call(attach("arn:aws:iam::111111111111:policy/p0"));
    }

    @Test
    void attachUserPolicy_unknown_isNotAttachable() {
        String arn = "arn:aws:iam::111111111111:policy/none";
        assertThat(iam.refused(attach(arn)).message())
                .isEqualTo("Policy " + arn + " does not exist or is not attachable.");
    }

    @Test
    void detachUserPolicy_notAttached_wasNotFound() {
        String arn = create("p");
        AwsError error = iam.refused(DetachUserPolicyRequest.builder()
                .userName("alice")
                .policyArn(arn)
                .build());
        assertThat(error.message()).isEqualTo("Policy " + arn + " was not found.");
    }

    @Test
    void createPolicyVersion_sixth_isLimitExceeded() {
        String arn = create("p");
        var version = CreatePolicyVersionRequest.builder()
                .policyArn(arn)
                .policyDocument(document(100))
                .build();
        for (int number = 2; number <= 5; number++) {
            iam.call(version);
        }
        assertThat(iam.refused(version).message()).startsWith("A managed policy can have up to 5 versions.");
        iam.call(DeletePolicyVersionRequest.builder()
                .policyArn(arn)
                .versionId("v5")
                .build());
        CreatePolicyVersionResponse next = iam.call(version);
        assertThat(next.policyVersion().versionId()).isEqualTo("v6");
    }

    @Test
    void deletePolicy_attached_isDeleteConflict() {
        String arn = create("p");
        iam.call(attach(arn));
        assertThat(iam.refused(DeletePolicyRequest.builder().policyArn(arn).build())
                        .code())
                .isEqualTo("DeleteConflict");
    }

    @Test
    void getPolicyVersion_denyAllOfAws_deniesAll() {
        GetPolicyVersionResponse answer = iam.call(GetPolicyVersionRequest.builder()
                .policyArn("arn:aws:iam::aws:policy/AWSDenyAll")
                .versionId("v1")
                .build());
        assertThat(answer.policyVersion().document()).contains("%22Effect%22%3A%22Deny%22");
    }

    @Test
    void addRoleToInstanceProfile_second_exceedsTheQuota() {
        iam.call(CreateInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .path("/app/")
                .build());
        var add = AddRoleToInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .roleName("web")
                .build();
        iam.call(add);
        assertThat(iam.refused(add).message())
                .isEqualTo("Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
        assertThat(iam.refused(DeleteRoleRequest.builder().roleName("web").build())
                        .message())
                .isEqualTo("Cannot delete entity, must remove roles from instance profile first.");
        assertThat(aws.account().iam().findInstanceProfile("arn:aws:iam::111111111111:instance-profile/app/web"))
                .isEqualTo(aws.account().iam().findInstanceProfile("web"))
                .isNotEmpty();
        assertThat(aws.account().iam().findInstanceProfile("arn:aws:iam::111111111111:instance-profile/web"))
                .isEmpty();
    }

    @Test
    void removeRoleFromInstanceProfile_andAddedAgain_snapshotIsEqual() {
        iam.call(CreateInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .build());
        iam.call(AddRoleToInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .roleName("web")
                .build());
        var before = aws.account().snapshot();
        iam.call(RemoveRoleFromInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .roleName("web")
                .build());
        assertThat(aws.account().snapshot()).isNotEqualTo(before);
        iam.call(AddRoleToInstanceProfileRequest.builder()
                .instanceProfileName("web")
                .roleName("web")
                .build());
        assertThat(aws.account().snapshot()).isEqualTo(before);
    }

    @Test
    void updateAssumeRolePolicy_principalThatDoesNotExist_isMalformed() {
        AwsError error = iam.refused(UpdateAssumeRolePolicyRequest.builder()
                .roleName("web")
                .policyDocument(EC2_TRUST.replace(
                        "\"Service\":\"ec2.amazonaws.com\"", "\"AWS\":\"arn:aws:iam::111111111111:user/none\""))
                .build());
        assertThat(error.message())
                .isEqualTo("Invalid principal in policy: \"AWS\":\"arn:aws:iam::111111111111:user/none\"");
    }

    @Test
    void deleteGroup_withMember_isDeleteConflict() {
        iam.call(AddUserToGroupRequest.builder()
                .groupName("devs")
                .userName("alice")
                .build());
        assertThat(iam.refused(DeleteGroupRequest.builder().groupName("devs").build())
                        .code())
                .isEqualTo("DeleteConflict");
        ListGroupsForUserResponse groups =
                iam.call(ListGroupsForUserRequest.builder().userName("alice").build());
        assertThat(groups.groups()).extracting(Group::groupName).containsExactly("devs");
    }

    private String create(String name) {
        CreatePolicyResponse answer = iam.call(CreatePolicyRequest.builder()
                .policyName(name)
                .policyDocument(document(100))
                .build());
        return answer.policy().arn();
    }

    private static AwsRequest attach(String arn) {
        return AttachUserPolicyRequest.builder()
                .userName("alice")
                .policyArn(arn)
                .build();
    }

    private static AwsRequest put(String type, String policy, String document) {
        return switch (type) {
            case "user" ->
                PutUserPolicyRequest.builder()
                        .userName("alice")
                        .policyName(policy)
                        .policyDocument(document)
                        .build();
            case "role" ->
                PutRolePolicyRequest.builder()
                        .roleName("web")
                        .policyName(policy)
                        .policyDocument(document)
                        .build();
            default ->
                PutGroupPolicyRequest.builder()
                        .groupName("devs")
                        .policyName(policy)
                        .policyDocument(document)
                        .build();
        };
    }

    /** A valid policy of exactly this many characters. */
    private static String document(int length) {
        String before =
                "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"";
        String after = "\"}]}";
        int filler = length - before.length() - after.length() - "arn:aws:s3:::".length();
        return filler < 0 ? before + "*" + after : before + "arn:aws:s3:::" + "x".repeat(filler) + after;
    }
}
