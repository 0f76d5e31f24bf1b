package dev.firebreak.testkit.service.ec2.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.kms.KmsClient;

class EbsKeyCasesTest extends Ec2Cases {
    private static final String ENCRYPTION =
            "https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html";

    private String encrypted(Ec2Client ec2, @Nullable String key) {
        String id = ec2.createVolume(request -> request.availabilityZone(home() + "a")
                        .size(1)
                        .encrypted(true)
                        .kmsKeyId(key))
                .volumeId();
        return volume(ec2, id).kmsKeyId();
    }

    @Test
    @AwsFact(value = "A volume that names no key is encrypted with the key behind alias/aws/ebs", source = ENCRYPTION)
    void createVolume_noKey_takesTheManagedKey() {
        KmsClient kms = client(KmsClient.builder());

        String key = encrypted(ec2(), null);

        assertThat(kms.describeKey(request -> request.keyId("alias/aws/ebs"))
                        .keyMetadata()
                        .arn())
                .isEqualTo(key);
    }

    @Test
    @AwsFact(value = "A key can be named by its alias, and the volume says its ARN", source = ENCRYPTION)
    void createVolume_alias_isResolved() {
        KmsClient kms = client(KmsClient.builder());
        String arn = kms.createKey().keyMetadata().arn();
        kms.createAlias(request -> request.aliasName("alias/evidence").targetKeyId(arn));

        assertThat(encrypted(ec2(), "alias/evidence")).isEqualTo(arn);
    }
}
