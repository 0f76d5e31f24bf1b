package dev.firebreak.testkit.service.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.iam.Totp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.Tag;

class StsCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/STS/latest/APIReference/";
    private static final String COMPARISON =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html";
    private static final String ALLOW =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private IamClient iam;
    private StsClient sts;
    private AwsCredentialsProvider alice;
    private String role;

    @BeforeEach
    void createUserAndRole() {
        iam = client(IamClient.builder());
        sts = client(StsClient.builder());
        iam.createUser(user -> user.userName("alice"));
        iam.attachUserPolicy(
                attach -> attach.userName("alice").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var key = iam.createAccessKey(create -> create.userName("alice")).accessKey();
        alice = StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        String account = sts.getCallerIdentity().account();
        role = iam.createRole(create -> create.roleName("ops")
                        .maxSessionDuration(43200)
                        .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":{\"AWS\":\"arn:aws:iam::" + account
                                + ":root\"},\"Action\":\"sts:AssumeRole\"}]}"))
                .role()
                .arn();
        iam.attachRolePolicy(attach -> attach.roleName("ops").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    }

    private static AwsCredentialsProvider provider(Credentials credentials) {
        return StaticCredentialsProvider.create(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private Credentials assume(AwsCredentialsProvider caller, int seconds) {
        return sts.assumeRole(assume -> assume.roleArn(role)
                        .roleSessionName("ir")
                        .durationSeconds(seconds)
                        .overrideConfiguration(override -> override.credentialsProvider(caller)))
                .credentials();
    }

    private void listUsers(AwsCredentialsProvider caller) {
        iam.listUsers(query -> query.overrideConfiguration(override -> override.credentialsProvider(caller)));
    }

    @Test
    @AwsFact(value = "Role chaining limits a session to one hour", source = API + "API_AssumeRole.html")
    void assumeRole_byARoleForLonger_isRefused() {
        AwsCredentialsProvider first = provider(assume(alice, 43200));
        assertThat(Refused.by(() -> assume(first, 3601)))
                .isEqualTo("ValidationError: The requested DurationSeconds exceeds the 1 hour session limit for roles "
                        + "assumed by role chaining");
        assertThat(assume(first, 3600).expiration()).isEqualTo(clock.instant().plusSeconds(3600));
    }

    @Test
    @AwsFact(
            value = "GetSessionToken is not for sessions, and its session without MFA may not call IAM",
            source = COMPARISON)
    void getSessionToken_withoutMfa_cannotCallIam() {
        AwsCredentialsProvider session = provider(sts.getSessionToken(
                        request -> request.overrideConfiguration(override -> override.credentialsProvider(alice)))
                .credentials());
        assertThat(Refused.by(() -> listUsers(session)))
                .isEqualTo("InvalidClientTokenId: The security token included in the request is invalid");
        assertThat(Refused.by(() -> sts.getSessionToken(
                        request -> request.overrideConfiguration(override -> override.credentialsProvider(session)))))
                .isEqualTo("AccessDenied: Cannot call GetSessionToken with session credentials");
    }

    @Test
    @AwsFact(value = "A session with MFA may call IAM, and a code is good once", source = COMPARISON)
    void getSessionToken_withMfa_callsIam() {
        VirtualMFADevice device = iam.createVirtualMFADevice(create -> create.virtualMFADeviceName("phone"))
                .virtualMFADevice();
        String seed = device.base32StringSeed().asUtf8String();
        iam.enableMFADevice(enable -> enable.userName("alice")
                .serialNumber(device.serialNumber())
                .authenticationCode1(Totp.code(seed, clock.instant()))
                .authenticationCode2(Totp.code(seed, clock.instant().plusSeconds(30))));
        String code = Totp.code(seed, clock.instant());
        listUsers(provider(withMfa(device, code)));
        assertThat(Refused.by(() -> withMfa(device, code)))
                .isEqualTo("AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code.");
    }

    private Credentials withMfa(VirtualMFADevice device, String code) {
        return sts.getSessionToken(request -> request.serialNumber(device.serialNumber())
                        .tokenCode(code)
                        .overrideConfiguration(override -> override.credentialsProvider(alice)))
                .credentials();
    }

    @Test
    @AwsFact(value = "A federated session may not call IAM, whatever its policy allows", source = COMPARISON)
    void getFederationToken_anyPolicy_cannotCallIam() {
        var token = sts.getFederationToken(request -> request.name("bob")
                .policy(ALLOW)
                .overrideConfiguration(override -> override.credentialsProvider(alice)));
        assertThat(token.federatedUser().arn()).endsWith(":federated-user/bob");
        assertThat(Refused.by(() -> listUsers(provider(token.credentials())))).startsWith("InvalidClientTokenId: ");
    }

    @Test
    @AwsFact(value = "A session policy has at most 2048 characters", source = API + "API_AssumeRole.html")
    void assumeRole_longPolicy_isRefused() {
        assertThat(Refused.by(() -> sts.assumeRole(assume -> assume.roleArn(role)
                        .roleSessionName("ir")
                        .policy(ALLOW + " ".repeat(2048))
                        .overrideConfiguration(override -> override.credentialsProvider(alice)))))
                .startsWith("ValidationError: ");
    }

    @Test
    @AwsFact(
            value = "Session tags need sts:TagSession in the trust policy",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html")
    void assumeRole_withTagsUntrusted_isDenied() {
        assertThat(Refused.by(() -> sts.assumeRole(assume -> assume.roleArn(role)
                        .roleSessionName("ir")
                        .tags(Tag.builder().key("team").value("ir").build())
                        .overrideConfiguration(override -> override.credentialsProvider(alice)))))
                .startsWith("AccessDenied: ");
    }
}
