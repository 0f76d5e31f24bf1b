package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** What a fake refuses that enforces nothing. */
class UsableKeysTest extends ServiceCases {
    private AccessKey key() {
        IamClient iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("ann"));
        return iam.createAccessKey(create -> create.userName("ann")).accessKey();
    }

    @Test
    @AwsFact(
            value = "A deactivated key is refused at once",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html")
    void knownKey_inactive_isRefused() {
        AccessKey key = key();
        Ec2Client ec2 =
                client(Ec2Client.builder(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        assertThatCode(ec2::describeVpcs).doesNotThrowAnyException();

        client(IamClient.builder())
                .updateAccessKey(update ->
                        update.userName("ann").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));

        assertThat(Refused.by(ec2::describeVpcs)).startsWith("AuthFailure: ");
    }

    @Test
    @AwsFact(
            value = "An expired session is refused",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html")
    void knownSession_expired_isRefused() {
        AccessKey key = key();
        Credentials session = client(
                        StsClient.builder(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()))
                .getSessionToken(token -> token.durationSeconds(900))
                .credentials();
        StsClient sts = client(
                StsClient.builder(),
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
        assertThatCode(sts::getCallerIdentity).doesNotThrowAnyException();

        clock.advance(Duration.ofMinutes(15));

        assertThat(Refused.by(sts::getCallerIdentity)).startsWith("ExpiredToken: ");
    }

    @Test
    @AwsFact(
            value = "IAM tells when, where and for what a key was last used",
            source = "https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html")
    void knownKey_used_isNoted() {
        AccessKey key = key();
        IamClient iam = client(IamClient.builder());
        assertThat(iam.getAccessKeyLastUsed(last -> last.accessKeyId(key.accessKeyId()))
                        .accessKeyLastUsed()
                        .serviceName())
                .isEqualTo("N/A");
        clock.advance(Duration.ofMinutes(5));

        client(Ec2Client.builder(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()))
                .describeVpcs();

        var used = iam.getAccessKeyLastUsed(last -> last.accessKeyId(key.accessKeyId()))
                .accessKeyLastUsed();
        assertThat(used.serviceName()).isEqualTo("ec2");
        assertThat(used.region()).isEqualTo("eu-west-1");
        assertThat(used.lastUsedDate()).isEqualTo(clock.instant());
    }
}
