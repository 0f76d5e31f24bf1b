package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

class SignatureCasesTest extends EnforcedCases {
    private static final String SIGNING =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html";
    private static final String IAM_ERRORS = "https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html";
    private static final String EC2_ERRORS =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";
    private static final String S3_ERRORS = "https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html";
    private static final String JSON_ERRORS = "https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html";
    private static final String MISMATCH =
            "The request signature we calculated does not match the signature you provided. ";
    private static final AwsCredentials UNKNOWN = AwsBasicCredentials.create("AKIAUNKNOWN000000000", "secret");

    private AwsCredentials wrongSecret() {
        return AwsBasicCredentials.create(user("ann", EVERYTHING).accessKeyId(), "wrong");
    }

    private AwsCredentials admin() {
        return user("ann", EVERYTHING);
    }

    private <B extends AwsClientBuilder<B, C>, C extends SdkClient> C skewed(
            B builder, AwsCredentials credentials, Duration by) {
        return client(builder, credentials, new SigningClock(Clock.offset(clock, by)));
    }

    @Test
    @AwsFact(value = "A request signed with the key's secret is accepted by every protocol", source = SIGNING)
    void anyCall_rightSecret_isAccepted() {
        AwsCredentials ann = admin();

        assertThat(client(IamClient.builder(), ann).listUsers().users()).hasSize(1);
        assertThat(client(Ec2Client.builder(), ann).describeVpcs().vpcs()).isNotEmpty();
        assertThat(client(S3Client.builder(), ann).listBuckets().buckets()).isEmpty();
        assertThat(client(KmsClient.builder(), ann).listKeys().keys()).isEmpty();
    }

    @Test
    @AwsFact(value = "A request signed with a wrong secret is refused with SignatureDoesNotMatch", source = SIGNING)
    void query_wrongSecret_isRefused() {
        IamClient iam = client(IamClient.builder(), wrongSecret());

        assertThat(Refused.by(iam::listUsers))
                .startsWith("SignatureDoesNotMatch: " + MISMATCH + "Check your AWS Secret");
    }

    @Test
    @AwsFact(value = "EC2 says AuthFailure to a wrong secret", source = EC2_ERRORS)
    void ec2_wrongSecret_isRefused() {
        Ec2Client ec2 = client(Ec2Client.builder(), wrongSecret());

        assertThat(Refused.by(ec2::describeVpcs))
                .isEqualTo("AuthFailure: AWS was not able to validate the provided access credentials");
    }

    @Test
    @AwsFact(value = "S3 says SignatureDoesNotMatch to a wrong secret", source = S3_ERRORS)
    void s3_wrongSecret_isRefused() {
        S3Client s3 = client(S3Client.builder(), wrongSecret());

        assertThat(Refused.by(s3::listBuckets))
                .isEqualTo("SignatureDoesNotMatch: " + MISMATCH + "Check your key and signing method.");
    }

    @Test
    @AwsFact(value = "JSON services say InvalidSignatureException to a wrong secret", source = SIGNING)
    void json_wrongSecret_isRefused() {
        KmsClient kms = client(KmsClient.builder(), wrongSecret());

        assertThat(Refused.by(kms::listKeys)).startsWith("InvalidSignatureException: " + MISMATCH);
    }

    @Test
    @AwsFact(value = "An access key id that does not exist is refused with InvalidClientTokenId", source = IAM_ERRORS)
    void query_unknownKey_isRefused() {
        assertThat(Refused.by(client(IamClient.builder(), UNKNOWN)::listUsers))
                .isEqualTo("InvalidClientTokenId: The security token included in the request is invalid.");
    }

    @Test
    @AwsFact(value = "EC2 says AuthFailure to an access key id that does not exist", source = EC2_ERRORS)
    void ec2_unknownKey_isRefused() {
        assertThat(Refused.by(client(Ec2Client.builder(), UNKNOWN)::describeVpcs))
                .startsWith("AuthFailure: ");
    }

    @Test
    @AwsFact(value = "S3 says InvalidAccessKeyId to an access key id that does not exist", source = S3_ERRORS)
    void s3_unknownKey_isRefused() {
        assertThat(Refused.by(client(S3Client.builder(), UNKNOWN)::listBuckets))
                .isEqualTo("InvalidAccessKeyId: The AWS Access Key Id you provided does not exist in our records.");
    }

    @Test
    @AwsFact(
            value = "JSON services say UnrecognizedClientException to an access key id that does not exist",
            source = JSON_ERRORS)
    void json_unknownKey_isRefused() {
        assertThat(Refused.by(client(KmsClient.builder(), UNKNOWN)::listKeys))
                .isEqualTo("UnrecognizedClientException: The security token included in the request is invalid.");
    }

    @Test
    @AwsFact(value = "A request without a signature is refused", source = IAM_ERRORS)
    void query_notSigned_isRefused() {
        var builder = IamClient.builder();
        door.connect(fake, builder).credentialsProvider(AnonymousCredentialsProvider.create());

        try (IamClient iam = builder.build()) {
            assertThat(Refused.by(iam::listUsers))
                    .isEqualTo("MissingAuthenticationToken: Request is missing Authentication Token");
        }
    }

    @Test
    @AwsFact(value = "A signature older than 15 minutes has expired", source = SIGNING)
    void query_sixteenMinutesOld_isRefused() {
        IamClient iam = skewed(IamClient.builder(), admin(), Duration.ofMinutes(-16));

        assertThat(Refused.by(iam::listUsers))
                .isEqualTo("SignatureDoesNotMatch: Signature expired: 20260115T084400Z is now earlier than "
                        + "20260115T084500Z (20260115T090000Z - 15 min.)");
    }

    @Test
    @AwsFact(value = "A signature more than 15 minutes in the future is not yet current", source = SIGNING)
    void query_sixteenMinutesAhead_isRefused() {
        IamClient iam = skewed(IamClient.builder(), admin(), Duration.ofMinutes(16));

        assertThat(Refused.by(iam::listUsers))
                .isEqualTo("SignatureDoesNotMatch: Signature not yet current: 20260115T091600Z is still later than "
                        + "20260115T091500Z (20260115T090000Z + 15 min.)");
    }

    @Test
    @AwsFact(value = "A clock that is less than 15 minutes wrong does not matter", source = SIGNING)
    void anyCall_fourteenMinutesOff_isAccepted() {
        AwsCredentials ann = admin();

        IamClient slow = skewed(IamClient.builder(), ann, Duration.ofMinutes(-14));
        S3Client fast = skewed(S3Client.builder(), ann, Duration.ofMinutes(14));

        assertThatCode(slow::listUsers).doesNotThrowAnyException();
        assertThatCode(fast::listBuckets).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "S3 says RequestTimeTooSkewed when the clock is more than 15 minutes wrong", source = S3_ERRORS)
    void s3_sixteenMinutesOld_isRefused() {
        S3Client s3 = skewed(S3Client.builder(), admin(), Duration.ofMinutes(-16));

        assertThat(Refused.by(s3::listBuckets))
                .isEqualTo("RequestTimeTooSkewed: The difference between the request time and the current time is too "
                        + "large.");
    }

    @Test
    @AwsFact(value = "EC2 says RequestExpired to a signature that is too old", source = EC2_ERRORS)
    void ec2_sixteenMinutesOld_isRefused() {
        Ec2Client ec2 = skewed(Ec2Client.builder(), admin(), Duration.ofMinutes(-16));

        assertThat(Refused.by(ec2::describeVpcs)).isEqualTo("RequestExpired: Request has expired.");
    }

    private Credentials assumed() {
        AwsCredentials ann = admin();
        String role = role("web", "arn:aws:iam::123456789012:user/ann", EVERYTHING);
        return client(StsClient.builder(), ann)
                .assumeRole(assume -> assume.roleArn(role).roleSessionName("session"))
                .credentials();
    }

    @Test
    @AwsFact(
            value = "Temporary credentials work with their token until they expire",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html")
    void session_withToken_worksUntilItExpires() {
        AwsCredentials session = session(assumed());
        IamClient iam = client(IamClient.builder(), session);
        Ec2Client ec2 = client(Ec2Client.builder(), session);
        S3Client s3 = client(S3Client.builder(), session);
        KmsClient kms = client(KmsClient.builder(), session);
        assertThatCode(iam::listUsers).doesNotThrowAnyException();

        clock.advance(Duration.ofHours(1));

        assertThat(Refused.by(iam::listUsers))
                .isEqualTo("ExpiredToken: The security token included in the request is expired");
        assertThat(Refused.by(ec2::describeVpcs)).isEqualTo("RequestExpired: Request has expired.");
        assertThat(Refused.by(s3::listBuckets)).isEqualTo("ExpiredToken: The provided token has expired.");
        assertThat(Refused.by(kms::listKeys))
                .isEqualTo("ExpiredTokenException: The security token included in the request is expired");
    }

    @Test
    @AwsFact(
            value = "Temporary credentials do not work without their session token",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_use-resources.html")
    void session_withoutToken_isRefused() {
        Credentials session = assumed();
        AwsCredentials cut = AwsBasicCredentials.create(session.accessKeyId(), session.secretAccessKey());

        assertThat(Refused.by(client(IamClient.builder(), cut)::listUsers)).startsWith("InvalidClientTokenId: ");
        assertThat(Refused.by(client(S3Client.builder(), cut)::listBuckets)).startsWith("InvalidAccessKeyId: ");
    }

    @Test
    @AwsFact(value = "S3 says InvalidToken to another session's token", source = S3_ERRORS)
    void session_withOtherToken_isRefused() {
        Credentials session = assumed();
        AwsCredentials other =
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), "othertoken");

        assertThat(Refused.by(client(IamClient.builder(), other)::listUsers)).startsWith("InvalidClientTokenId: ");
        assertThat(Refused.by(client(S3Client.builder(), other)::listBuckets))
                .isEqualTo("InvalidToken: The provided token is malformed or otherwise invalid.");
    }

    @Test
    @AwsFact(
            value = "An inactive key cannot be used, and works again when it is activated",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")
    void key_inactive_isRefusedUntilActive() {
        AwsCredentials ann = admin();
        IamClient iam = client(IamClient.builder(), ann);
        root().updateAccessKey(key ->
                key.userName("ann").accessKeyId(ann.accessKeyId()).status("Inactive"));

        assertThat(Refused.by(iam::listUsers)).startsWith("InvalidClientTokenId: ");
        assertThat(Refused.by(client(Ec2Client.builder(), ann)::describeVpcs)).startsWith("AuthFailure: ");

        root().updateAccessKey(key ->
                key.userName("ann").accessKeyId(ann.accessKeyId()).status("Active"));
        assertThatCode(iam::listUsers).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "Uploads are verified, whether their chunks are signed or not",
            source = "https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html")
    void putObject_anyPayload_isStoredAsSent() {
        S3Client s3 = client(S3Client.builder(), admin());
        s3.createBucket(bucket -> bucket.bucket("reports"));
        String text = "line\r\n".repeat(50_000);

        s3.putObject(put -> put.bucket("reports").key("a b/ü+=~(1).txt"), RequestBody.fromString(text));

        assertThat(s3.getObjectAsBytes(get -> get.bucket("reports").key("a b/ü+=~(1).txt"))
                        .asUtf8String())
                .isEqualTo(text);
    }
}
