package dev.firebreak.testkit.service.kms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeyManagerType;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.Tag;

class KmsKeyCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/kms/latest/APIReference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/kms/latest/developerguide/";

    private KmsClient kms;

    @BeforeEach
    void connect() {
        kms = client(KmsClient.builder());
    }

    @Test
    @AwsFact(
            value = "A new key without parameters is an enabled symmetric encryption key that the customer manages",
            source = API + "API_CreateKey.html")
    void createKey_withoutParameters_isSymmetricAndEnabled() {
        KeyMetadata key = describe(create());
        assertThat(key.keySpecAsString()).isEqualTo("SYMMETRIC_DEFAULT");
        assertThat(key.keyUsageAsString()).isEqualTo("ENCRYPT_DECRYPT");
        assertThat(key.keyState()).isEqualTo(KeyState.ENABLED);
        assertThat(key.keyManager()).isEqualTo(KeyManagerType.CUSTOMER);
        assertThat(key.creationDate()).isEqualTo(clock.instant());
        assertThat(key.arn()).startsWith("arn:aws:kms:eu-west-1:123456789012:key/");
    }

    @Test
    @AwsFact(value = "All keys but symmetric ones need a key usage", source = API + "API_CreateKey.html")
    void createKey_rsaWithoutUsage_isRefused() {
        assertThat(Refused.by(() -> kms.createKey(key -> key.keySpec("RSA_2048"))))
                .startsWith("ValidationException: You must specify a KeyUsage value");
    }

    @Test
    @AwsFact(value = "The usage must fit the key spec", source = API + "API_CreateKey.html")
    void createKey_usageThatDoesNotFit_isRefused() {
        assertThat(Refused.by(() -> kms.createKey(key -> key.keySpec("HMAC_256").keyUsage("SIGN_VERIFY"))))
                .startsWith("ValidationException: KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256");
    }

    @Test
    @AwsFact(
            value = "A disabled key refuses cryptographic operations until it is enabled",
            source = GUIDE + "key-state.html")
    void encrypt_disabledKey_isRefusedUntilEnabled() {
        String id = create();
        kms.disableKey(key -> key.keyId(id));
        assertThat(Refused.by(() -> kms.generateDataKey(key -> key.keyId(id).keySpec("AES_256"))))
                .isEqualTo("DisabledException: " + describe(id).arn() + " is disabled.");
        kms.enableKey(key -> key.keyId(id));
        assertThat(kms.generateDataKey(key -> key.keyId(id).keySpec("AES_256")).keyId())
                .isEqualTo(describe(id).arn());
    }

    @Test
    @AwsFact(
            value = "The waiting period before a key is deleted lasts 7 to 30 days, and 30 when nothing is said",
            source = API + "API_ScheduleKeyDeletion.html")
    void scheduleKeyDeletion_waitingPeriod_isSevenToThirtyDays() {
        String id = create();
        assertThat(Refused.by(() -> kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(6))))
                .startsWith("ValidationException: 1 validation error detected: Value '6' at 'pendingWindowInDays'");
        assertThat(Refused.by(() -> kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(31))))
                .contains("less than or equal to 30");
        assertThat(kms.scheduleKeyDeletion(key -> key.keyId(id)).deletionDate())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
    }

    @Test
    @AwsFact(
            value = "A key pending deletion can be described but neither used nor enabled nor scheduled again",
            source = GUIDE + "key-state.html")
    void scheduleKeyDeletion_pending_refusesUseAndChange() {
        String id = create();
        kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(7));
        String refusal = "KMSInvalidStateException: " + describe(id).arn() + " is pending deletion.";
        assertThat(describe(id).keyState()).isEqualTo(KeyState.PENDING_DELETION);
        assertThat(Refused.by(() -> kms.generateDataKey(key -> key.keyId(id).keySpec("AES_256"))))
                .isEqualTo(refusal);
        assertThat(Refused.by(() -> kms.enableKey(key -> key.keyId(id)))).isEqualTo(refusal);
        assertThat(Refused.by(() -> kms.scheduleKeyDeletion(key -> key.keyId(id))))
                .isEqualTo(refusal);
    }

    @Test
    @AwsFact(
            value = "Cancelling its deletion leaves a key disabled, to be enabled by hand",
            source = API + "API_CancelKeyDeletion.html")
    void cancelKeyDeletion_pending_isDisabled() {
        String id = create();
        kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(7));
        kms.cancelKeyDeletion(key -> key.keyId(id));
        assertThat(describe(id).keyState()).isEqualTo(KeyState.DISABLED);
        assertThat(describe(id).deletionDate()).isNull();
        assertThat(Refused.by(() -> kms.cancelKeyDeletion(key -> key.keyId(id))))
                .endsWith("is not pending deletion.");
        kms.enableKey(key -> key.keyId(id));
        assertThat(describe(id).enabled()).isTrue();
    }

    @Test
    @AwsFact(
            value = "When the waiting period ends the key is gone with all its aliases",
            source = GUIDE + "deleting-keys.html")
    void scheduleKeyDeletion_periodOver_deletesKeyAndAliases() {
        String id = create();
        kms.createAlias(alias -> alias.aliasName("alias/evidence").targetKeyId(id));
        kms.scheduleKeyDeletion(key -> key.keyId(id).pendingWindowInDays(7));
        clock.advance(Duration.ofDays(7));
        assertThat(Refused.by(() -> describe(id))).startsWith("NotFoundException: Key 'arn:aws:kms:eu-west-1:");
        assertThat(kms.listAliases().aliases()).isEmpty();
    }

    @Test
    @AwsFact(value = "An alias is unique in an account and Region", source = API + "API_CreateAlias.html")
    void createAlias_taken_isRefused() {
        String id = create();
        kms.createAlias(alias -> alias.aliasName("alias/evidence").targetKeyId(id));
        assertThat(Refused.by(() -> kms.createAlias(
                        alias -> alias.aliasName("alias/evidence").targetKeyId(id))))
                .isEqualTo("AlreadyExistsException: An alias with the name "
                        + "arn:aws:kms:eu-west-1:123456789012:alias/evidence already exists");
        assertThat(kms.describeKey(key -> key.keyId("alias/evidence"))
                        .keyMetadata()
                        .keyId())
                .isEqualTo(id);
    }

    @Test
    @AwsFact(value = "Names that begin with alias/aws/ are for AWS alone", source = API + "API_CreateAlias.html")
    void createAlias_reserved_isRefused() {
        String id = create();
        assertThat(Refused.by(() -> kms.createAlias(
                        alias -> alias.aliasName("alias/aws/mine").targetKeyId(id))))
                .startsWith("NotAuthorizedException");
        assertThat(Refused.by(() ->
                        kms.createAlias(alias -> alias.aliasName("evidence").targetKeyId(id))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(
            value = "An alias can be moved to another key of the same type and usage",
            source = API + "API_UpdateAlias.html")
    void updateAlias_otherKey_movesTheName() {
        String first = create();
        String second = create();
        String mac = kms.createKey(key -> key.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                .keyMetadata()
                .keyId();
        kms.createAlias(alias -> alias.aliasName("alias/evidence").targetKeyId(first));
        kms.updateAlias(alias -> alias.aliasName("alias/evidence").targetKeyId(second));
        assertThat(kms.listAliases(query -> query.keyId(second)).aliases())
                .extracting(AliasListEntry::aliasName)
                .containsExactly("alias/evidence");
        assertThat(Refused.by(() -> kms.updateAlias(
                        alias -> alias.aliasName("alias/evidence").targetKeyId(mac))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(
            value = "Operations that manage a key take its id or ARN, not an alias",
            source = API + "API_DisableKey.html")
    void disableKey_byAlias_isNotFound() {
        kms.createAlias(alias -> alias.aliasName("alias/evidence").targetKeyId(create()));
        assertThat(Refused.by(() -> kms.disableKey(key -> key.keyId("alias/evidence"))))
                .startsWith("NotFoundException");
    }

    @Test
    @AwsFact(
            value = "Asking for a predefined AWS alias makes the key that AWS manages for the service",
            source = API + "API_DescribeKey.html")
    void describeKey_awsAlias_isManagedByAws() {
        KeyMetadata key = kms.describeKey(query -> query.keyId("alias/aws/ebs")).keyMetadata();
        assertThat(key.keyManager()).isEqualTo(KeyManagerType.AWS);
        assertThat(kms.describeKey(query -> query.keyId("alias/aws/ebs"))
                        .keyMetadata()
                        .keyId())
                .isEqualTo(key.keyId());
    }

    @Test
    @AwsFact(
            value = "Nobody in the account can disable, delete or directly use a key that AWS manages",
            source = GUIDE + "concepts.html")
    void disableKey_awsManaged_isDenied() {
        String id = kms.describeKey(query -> query.keyId("alias/aws/s3"))
                .keyMetadata()
                .keyId();
        assertThat(Refused.by(() -> kms.disableKey(key -> key.keyId(id)))).startsWith("AccessDeniedException");
        assertThat(Refused.by(() -> kms.scheduleKeyDeletion(key -> key.keyId(id))))
                .startsWith("AccessDeniedException");
        assertThat(Refused.by(() -> kms.generateDataKey(key -> key.keyId(id).keySpec("AES_256"))))
                .startsWith("AccessDeniedException");
    }

    @Test
    @AwsFact(
            value = "The default key policy gives the account full access to the key",
            source = GUIDE + "key-policy-default.html")
    void getKeyPolicy_default_namesTheAccount() {
        String id = create();
        assertThat(kms.getKeyPolicy(query -> query.keyId(id)).policy())
                .contains("Enable IAM User Permissions", "arn:aws:iam::123456789012:root", "kms:*");
    }

    @Test
    @AwsFact(
            value = "A key policy that would keep its author from changing it again is refused",
            source = API + "API_PutKeyPolicy.html")
    void putKeyPolicy_lockout_isRefusedUnlessBypassed() {
        String id = create();
        String locking = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"AWS\":\"arn:aws:iam::123456789012:root\"},\"Action\":\"kms:Describe*\",\"Resource\":\"*\"}]}";
        assertThat(Refused.by(() -> kms.putKeyPolicy(put -> put.keyId(id).policy(locking))))
                .isEqualTo("MalformedPolicyDocumentException: The new key policy will not allow you to update the key "
                        + "policy in the future.");
        kms.putKeyPolicy(put -> put.keyId(id).policy(locking).bypassPolicyLockoutSafetyCheck(true));
        assertThat(describe(id).keyId()).isEqualTo(id);
        assertThat(Refused.by(() -> kms.disableKey(key -> key.keyId(id))))
                .startsWith("AccessDeniedException: User: arn:aws:iam::123456789012:root is not authorized to perform: "
                        + "kms:DisableKey");
    }

    @Test
    @AwsFact(
            value = "The key policy decides whether another account may use the key",
            source = GUIDE + "key-policy-modifying-external-accounts.html")
    void encrypt_fromAnotherAccount_needsTheKeyPolicy() {
        String arn = describe(create()).arn();
        KmsClient other = client(KmsClient.builder(), "222222222222");
        assertThat(Refused.by(() -> other.generateDataKey(key -> key.keyId(arn).keySpec("AES_256"))))
                .startsWith("AccessDeniedException");
        kms.putKeyPolicy(put -> put.keyId(arn)
                .policy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                        + "[\"arn:aws:iam::123456789012:root\",\"arn:aws:iam::222222222222:root\"]},"
                        + "\"Action\":\"kms:*\",\"Resource\":\"*\"}]}"));
        assertThat(other.generateDataKey(key -> key.keyId(arn).keySpec("AES_256"))
                        .keyId())
                .isEqualTo(arn);
    }

    @Test
    @AwsFact(value = "A grant can be revoked by its id", source = API + "API_RevokeGrant.html")
    void revokeGrant_existing_isNotListedAnymore() {
        String id = create();
        String grant = kms.createGrant(create -> create.keyId(id)
                        .name("forensics")
                        .granteePrincipal("arn:aws:iam::123456789012:role/forensics")
                        .operations(GrantOperation.DECRYPT))
                .grantId();
        assertThat(kms.listGrants(query -> query.keyId(id)).grants())
                .extracting(GrantListEntry::grantId)
                .containsExactly(grant);
        kms.revokeGrant(revoke -> revoke.keyId(id).grantId(grant));
        assertThat(kms.listGrants(query -> query.keyId(id)).grants()).isEmpty();
        assertThat(Refused.by(() -> kms.revokeGrant(revoke -> revoke.keyId(id).grantId(grant))))
                .startsWith("NotFoundException");
    }

    @Test
    @AwsFact(
            value = "A grant that is asked for again under the same name keeps its id",
            source = API + "API_CreateGrant.html")
    void createGrant_sameName_isTheSameGrant() {
        String id = create();
        String first = grant(id);
        clock.advance(Duration.ofMinutes(1));
        assertThat(grant(id)).isEqualTo(first);
    }

    private String grant(String id) {
        return kms.createGrant(create -> create.keyId(id)
                        .name("forensics")
                        .granteePrincipal("arn:aws:iam::123456789012:role/forensics")
                        .operations(GrantOperation.DECRYPT))
                .grantId();
    }

    @Test
    @AwsFact(value = "Automatic rotation can be turned on for symmetric keys only", source = GUIDE + "rotate-keys.html")
    void enableKeyRotation_hmac_isUnsupported() {
        String symmetric = create();
        kms.enableKeyRotation(rotation -> rotation.keyId(symmetric));
        assertThat(kms.getKeyRotationStatus(query -> query.keyId(symmetric)).rotationPeriodInDays())
                .isEqualTo(365);
        String mac = kms.createKey(key -> key.keySpec("HMAC_256").keyUsage("GENERATE_VERIFY_MAC"))
                .keyMetadata()
                .keyId();
        assertThat(Refused.by(() -> kms.enableKeyRotation(rotation -> rotation.keyId(mac))))
                .startsWith("UnsupportedOperationException");
    }

    @Test
    @AwsFact(value = "Listing keys gives pages whose marker asks for the next", source = API + "API_ListKeys.html")
    void listKeys_pages_giveEachKeyOnce() {
        Set<String> made = Set.of(create(), create(), create());
        ListKeysResponse first = kms.listKeys(query -> query.limit(2));
        ListKeysResponse second = kms.listKeys(query -> query.limit(2).marker(first.nextMarker()));
        assertThat(first.truncated()).isTrue();
        assertThat(second.truncated()).isFalse();
        Set<String> listed = new HashSet<>();
        first.keys().forEach(key -> listed.add(key.keyId()));
        second.keys().forEach(key -> listed.add(key.keyId()));
        assertThat(listed).isEqualTo(made);
        assertThat(Refused.by(() -> kms.listKeys(query -> query.marker("made up"))))
                .startsWith("InvalidMarkerException");
    }

    @Test
    @AwsFact(
            value = "A key holds 50 tags at most, and none that begins with aws:",
            source = API + "API_TagResource.html")
    void tagResource_reserved_isRefused() {
        String id = create();
        kms.tagResource(tags -> tags.keyId(id)
                .tags(Tag.builder().tagKey("case").tagValue("IR-1").build()));
        assertThat(kms.listResourceTags(query -> query.keyId(id)).tags())
                .extracting(Tag::tagKey)
                .containsExactly("case");
        assertThat(Refused.by(() -> kms.tagResource(tags -> tags.keyId(id)
                        .tags(Tag.builder().tagKey("aws:x").tagValue("").build()))))
                .startsWith("TagException");
    }

    private String create() {
        return kms.createKey().keyMetadata().keyId();
    }

    private KeyMetadata describe(String id) {
        return kms.describeKey(query -> query.keyId(id)).keyMetadata();
    }
}
