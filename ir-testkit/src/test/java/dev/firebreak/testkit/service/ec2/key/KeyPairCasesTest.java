package dev.firebreak.testkit.service.ec2.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ec2.Ec2Cases;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class KeyPairCasesTest extends Ec2Cases {
    private static final String API = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/";
    private static final String ERRORS = API + "errors-overview.html";
    private static final String CREATE = API + "API_CreateKeyPair.html";

    private KeyPairInfo described(String name) {
        return ec2().describeKeyPairs(request -> request.keyNames(name).includePublicKey(true))
                .keyPairs()
                .get(0);
    }

    @Test
    @AwsFact(
            value = "A created key is RSA unless said otherwise, and its private half is answered in PEM",
            source = CREATE)
    void createKeyPair_plain_answersRsaKey() {
        var made = ec2().createKeyPair(request -> request.keyName("web"));

        assertThat(made.keyMaterial()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
        assertThat(made.keyFingerprint()).matches("([0-9a-f]{2}:){19}[0-9a-f]{2}");
        assertThat(described("web").publicKey()).startsWith("ssh-rsa AAAA").endsWith(" web");
        assertThat(ec2().describeKeyPairs().keyPairs().get(0).publicKey()).isNull();
    }

    @Test
    @AwsFact(value = "An Ed25519 key has a fingerprint of SHA-256", source = GUIDE + "verify-keys.html")
    void createKeyPair_ed25519_hasFingerprintOfOpenSsh() {
        var made = ec2().createKeyPair(request -> request.keyName("web").keyType(KeyType.ED25519));

        assertThat(made.keyMaterial()).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----\n");
        assertThat(made.keyFingerprint()).matches("[A-Za-z0-9+/]{43}=");
        assertThat(described("web").keyType()).isEqualTo(KeyType.ED25519);
    }

    @Test
    @AwsFact(value = "The name of a key pair is unique in a Region", source = ERRORS)
    void createKeyPair_sameName_isRefused() {
        ec2().createKeyPair(request -> request.keyName("web"));

        assertThat(Refused.by(() -> ec2().createKeyPair(request -> request.keyName("web"))))
                .isEqualTo("InvalidKeyPair.Duplicate: The keypair 'web' already exists.");
    }

    @Test
    @AwsFact(
            value = "An imported RSA key has a fingerprint of MD5, unlike the same key made by EC2",
            source = GUIDE + "verify-keys.html")
    void importKeyPair_ofCreatedKey_hasOtherFingerprint() {
        ec2().createKeyPair(request -> request.keyName("web"));
        SdkBytes material = SdkBytes.fromUtf8String(described("web").publicKey());

        var imported = ec2().importKeyPair(request -> request.keyName("copy").publicKeyMaterial(material));

        assertThat(imported.keyFingerprint()).matches("([0-9a-f]{2}:){15}[0-9a-f]{2}");
        assertThat(described("copy").keyType()).isEqualTo(KeyType.RSA);
    }

    @Test
    @AwsFact(value = "What is not a public key is not imported", source = ERRORS)
    void importKeyPair_malformed_isRefused() {
        SdkBytes material = SdkBytes.fromUtf8String("ssh-rsa AAAAB3Nz web");

        assertThat(Refused.by(() ->
                        ec2().importKeyPair(request -> request.keyName("web").publicKeyMaterial(material))))
                .startsWith("InvalidKey.Format: ");
    }

    @Test
    @AwsFact(
            value = "A key pair that is deleted is not found, and deleting it again is no mistake",
            source = API + "API_DeleteKeyPair.html")
    void deleteKeyPair_twice_isAccepted() {
        Tag team = Tag.builder().key("team").value("shop").build();
        TagSpecification tags = TagSpecification.builder()
                .resourceType(ResourceType.KEY_PAIR)
                .tags(team)
                .build();
        String id = ec2().createKeyPair(request -> request.keyName("web").tagSpecifications(tags))
                .keyPairId();
        assertThat(described("web").tags()).containsExactly(team);

        assertThat(ec2().deleteKeyPair(request -> request.keyName("web")).keyPairId())
                .isEqualTo(id);
        ec2().deleteKeyPair(request -> request.keyName("web"));

        assertThat(Refused.by(() -> described("web")))
                .isEqualTo("InvalidKeyPair.NotFound: The key pair 'web' does not exist");
        assertThat(ec2().describeTags().tags())
                .noneMatch(tag -> tag.resourceId().equals(id));
    }

    @Test
    @AwsFact(value = "An instance is not launched with a key pair that does not exist", source = ERRORS)
    void runInstances_unknownKey_isRefused() {
        String image = ec2().describeImages().images().get(0).imageId();

        assertThat(Refused.by(() -> ec2().runInstances(request ->
                        request.imageId(image).minCount(1).maxCount(1).keyName("lost"))))
                .isEqualTo("InvalidKeyPair.NotFound: The key pair 'lost' does not exist");
        assertThat(ec2().describeInstances().reservations()).isEmpty();
    }
}
