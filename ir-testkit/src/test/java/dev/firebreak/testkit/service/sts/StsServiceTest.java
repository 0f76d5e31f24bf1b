package dev.firebreak.testkit.service.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import dev.firebreak.testkit.service.iam.IamService;
import dev.firebreak.testkit.world.Caller;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoRequest;
import software.amazon.awssdk.services.sts.model.GetAccessKeyInfoResponse;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;
import software.amazon.awssdk.services.sts.model.GetFederationTokenRequest;
import software.amazon.awssdk.services.sts.model.GetFederationTokenResponse;
import software.amazon.awssdk.services.sts.model.GetSessionTokenRequest;
import software.amazon.awssdk.services.sts.model.GetSessionTokenResponse;

class StsServiceTest {
    private static final String ROLE = "arn:aws:iam::111111111111:role/responder";

    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client iam = aws.client(new IamService());
    private final TestWorld.Client root = aws.client(new StsService());
    private String aliceKey = "";
    private TestWorld.Client sts = root;

    @BeforeEach
    void signInAsAlice() {
        aliceKey = user("alice");
        sts = root.as(aliceKey);
    }

    @Test
    void getCallerIdentity_root_isTheAccount() {
        GetCallerIdentityResponse answer =
                root.call(GetCallerIdentityRequest.builder().build());
        assertThat(answer.userId()).isEqualTo("111111111111");
        assertThat(answer.arn()).isEqualTo("arn:aws:iam::111111111111:root");
    }

    @Test
    void getCallerIdentity_user_isItsArnAndId() {
        GetCallerIdentityResponse answer =
                sts.call(GetCallerIdentityRequest.builder().build());
        assertThat(answer.userId()).startsWith("AIDA");
        assertThat(answer.arn()).isEqualTo("arn:aws:iam::111111111111:user/alice");
    }

    @Test
    void getCallerIdentity_assumedRole_namesTheSession() {
        role("\"AWS\":\"111111111111\"", "");
        AssumeRoleResponse session = sts.call(assume().build());
        GetCallerIdentityResponse answer = root.as(session.credentials().accessKeyId())
                .call(GetCallerIdentityRequest.builder().build());
        assertThat(answer.userId()).matches("AROA[A-Z2-7]{17}:hunt");
        assertThat(answer.arn()).isEqualTo("arn:aws:sts::111111111111:assumed-role/responder/hunt");
        assertThat(session.assumedRoleUser().assumedRoleId()).isEqualTo(answer.userId());
    }

    @Test
    void assumeRole_session_isStoredWithIssueTimeAndExpiry() {
        role("\"AWS\":\"111111111111\"", "");
        aws.pass(Duration.ofMinutes(1));
        AssumeRoleResponse answer = sts.call(assume().durationSeconds(900).build());
        Caller caller = aws.world().caller(answer.credentials().accessKeyId()).orElseThrow();
        var session = caller.session().orElseThrow();
        assertThat(session.issued()).isEqualTo(TestWorld.START.plusSeconds(60));
        assertThat(session.expires()).isEqualTo(TestWorld.START.plusSeconds(960));
        assertThat(answer.credentials().expiration()).isEqualTo(session.expires());
        assertThat(answer.credentials().sessionToken()).isEqualTo(session.token());
        assertThat(answer.credentials().accessKeyId()).matches("ASIA[A-Z2-7]{16}");
        assertThat(session.expiredAt(TestWorld.START.plusSeconds(959))).isFalse();
        assertThat(session.expiredAt(TestWorld.START.plusSeconds(960))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"AWS\":\"111111111111\" | true",
                "\"AWS\":\"arn:aws:iam::111111111111:root\" | true",
                "\"AWS\":[\"222222222222\",\"arn:aws:iam::111111111111:user/alice\"] | true",
                "\"AWS\":\"*\" | true",
                "\"AWS\":\"222222222222\" | false",
                "\"AWS\":\"arn:aws:iam::111111111111:user/bob\" | false",
                "\"Service\":\"ec2.amazonaws.com\" | false"
            })
    void assumeRole_principal_decides(String principal, boolean trusted) {
        user("bob");
        role(principal, "");
        if (trusted) {
            sts.call(assume().build());
        } else {
            AwsError error = sts.refused(assume().build());
            assertThat(error.code()).isEqualTo("AccessDenied");
            assertThat(error.status()).isEqualTo(403);
            assertThat(error.message())
                    .isEqualTo(
                            "User: arn:aws:iam::111111111111:user/alice is not authorized to perform: sts:AssumeRole on "
                                    + "resource: " + ROLE);
        }
    }

    @Test
    void assumeRole_externalId_mustMatch() {
        role("\"AWS\":\"111111111111\"", ",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"ticket\"}}");
        assertThat(sts.refused(assume().build()).code()).isEqualTo("AccessDenied");
        assertThat(sts.refused(assume().externalId("other").build()).code()).isEqualTo("AccessDenied");
        sts.call(assume().externalId("ticket").build());
    }

    @Test
    void assumeRole_unknownCondition_isNotKinderThanAws() {
        role("\"AWS\":\"111111111111\"", ",\"Condition\":{\"NumericLessThan\":{\"aws:MultiFactorAuthAge\":\"60\"}}");
        assertThat(sts.refused(assume().build()).code()).isEqualTo("AccessDenied");
    }

    @Test
    void assumeRole_userDeletedAndCreatedAgain_isNoLongerTrusted() {
        role("\"AWS\":\"arn:aws:iam::111111111111:user/alice\"", "");
        iam.call(DeleteAccessKeyRequest.builder()
                .userName("alice")
                .accessKeyId(aliceKey)
                .build());
        iam.call(DeleteUserRequest.builder().userName("alice").build());
        assertThat(root.as(user("alice")).refused(assume().build()).code()).isEqualTo("AccessDenied");
    }

    @Test
    void assumeRole_byRoot_isDenied() {
        role("\"AWS\":\"111111111111\"", "");
        assertThat(root.refused(assume().build()).message()).isEqualTo("Roles may not be assumed by root accounts.");
    }

    @ParameterizedTest
    @CsvSource({"899, Member must have value greater than or equal to 900", "3601, MaxSessionDuration set for this role"
    })
    void assumeRole_durationOutOfBounds_isRefused(int seconds, String reason) {
        role("\"AWS\":\"111111111111\"", "");
        AwsError error = sts.refused(assume().durationSeconds(seconds).build());
        assertThat(error.code()).isEqualTo("ValidationError");
        assertThat(error.message()).contains(reason);
    }

    @Test
    void assumeRole_chainedForLongerThanAnHour_isRefused() {
        role("\"AWS\":\"111111111111\"", "");
        aws.account().iam().roles().find("responder").orElseThrow().setMaxSessionSeconds(43200);
        AssumeRoleResponse first = sts.call(assume().durationSeconds(43200).build());
        var chained = root.as(first.credentials().accessKeyId());
        assertThat(chained.refused(assume().durationSeconds(3601).build()).message())
                .contains("role chaining");
        chained.call(assume().build());
    }

    @Test
    void assumeRole_sourceIdentity_survivesChaining() {
        iam.call(CreateRoleRequest.builder()
                .roleName("responder")
                .assumeRolePolicyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                                + "{\"AWS\":\"*\"},\"Action\":[\"sts:AssumeRole\",\"sts:SetSourceIdentity\"]}]}")
                .build());
        AssumeRoleResponse first = sts.call(assume().sourceIdentity("alice").build());
        AssumeRoleResponse second = root.as(first.credentials().accessKeyId()).call(assume().build());
        assertThat(second.sourceIdentity()).isEqualTo("alice");
    }

    @Test
    void getSessionToken_withSessionCredentials_isDenied() {
        GetSessionTokenResponse token =
                sts.call(GetSessionTokenRequest.builder().build());
        assertThat(token.credentials().expiration()).isEqualTo(TestWorld.START.plus(Duration.ofHours(12)));
        AwsError error = root.as(token.credentials().accessKeyId())
                .refused(GetSessionTokenRequest.builder().build());
        assertThat(error.message()).isEqualTo("Cannot call GetSessionToken with session credentials");
    }

    @Test
    void getFederationToken_user_isNamedInTheAccount() {
        GetFederationTokenResponse token =
                sts.call(GetFederationTokenRequest.builder().name("fed").build());
        assertThat(token.federatedUser().federatedUserId()).isEqualTo("111111111111:fed");
        assertThat(token.federatedUser().arn()).isEqualTo("arn:aws:sts::111111111111:federated-user/fed");
    }

    @Test
    void getAccessKeyInfo_keyOfAnotherAccount_tellsTheAccount() {
        GetAccessKeyInfoResponse answer = root.inAccount(TestWorld.OTHER_ACCOUNT)
                .call(GetAccessKeyInfoRequest.builder().accessKeyId(aliceKey).build());
        assertThat(answer.account()).isEqualTo("111111111111");
    }

    private String user(String name) {
        iam.call(CreateUserRequest.builder().userName(name).build());
        CreateAccessKeyResponse key =
                iam.call(CreateAccessKeyRequest.builder().userName(name).build());
        return key.accessKey().accessKeyId();
    }

    private void role(String principal, String condition) {
        iam.call(CreateRoleRequest.builder()
                .roleName("responder")
                .assumeRolePolicyDocument(
                        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{" + principal
                                + "},\"Action\":\"sts:AssumeRole\"" + condition + "}]}")
                .build());
    }

    private static AssumeRoleRequest.Builder assume() {
        return AssumeRoleRequest.builder().roleArn(ROLE).roleSessionName("hunt");
    }
}
