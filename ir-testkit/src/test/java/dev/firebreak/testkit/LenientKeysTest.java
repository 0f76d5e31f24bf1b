package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClient;

/** Without enforcement nobody needs valid credentials. */
class LenientKeysTest {
    private static String arn(FakeAws fake, String accessKeyId) {
        try (StsClient sts = fake.configure(StsClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "wrong")))
                .build()) {
            return sts.getCallerIdentity().arn();
        }
    }

    @Test
    void unknownKey_anySecret_isTheRootUser() {
        try (FakeAws fake = FakeAws.create()) {
            assertThat(arn(fake, "test")).isEqualTo("arn:aws:iam::123456789012:root");
        }
    }

    @Test
    void knownKey_wrongSecret_isAccepted() {
        try (FakeAws fake = FakeAws.create()) {
            fake.iam().createUser(user -> user.userName("ann"));
            String key = fake.iam()
                    .createAccessKey(create -> create.userName("ann"))
                    .accessKey()
                    .accessKeyId();

            assertThat(arn(fake, key)).isEqualTo("arn:aws:iam::123456789012:user/ann");
        }
    }
}
