package dev.firebreak.testkit.service.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

class SecretsManagerCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/secretsmanager/latest/apireference/";
    private static final String GUIDE = "https://docs.aws.amazon.com/secretsmanager/latest/userguide/";

    private SecretsManagerClient secrets;

    @BeforeEach
    void connect() {
        secrets = client(SecretsManagerClient.builder());
    }

    @Test
    @AwsFact(
            value = "The ARN of a secret ends in a dash and six characters that nobody chooses",
            source = API + "API_CreateSecret.html")
    void createSecret_arn_endsInSixCharacters() {
        assertThat(create("db")).matches("arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-[A-Za-z0-9]{6}");
    }

    @Test
    @AwsFact(value = "A name is taken once", source = API + "API_CreateSecret.html#API_CreateSecret_Errors")
    void createSecret_taken_isRefused() {
        create("db");
        assertThat(Refused.by(() -> create("db")))
                .isEqualTo("ResourceExistsException: The operation failed because the secret db already exists.");
    }

    @Test
    @AwsFact(
            value = "The same token and value make no second secret",
            source = API + "API_CreateSecret.html#SecretsManager-CreateSecret-request-ClientRequestToken")
    void createSecret_sameTokenAndValue_isIdempotent() {
        String token = "11111111-2222-3333-4444-555555555555";
        String first = secrets.createSecret(
                        secret -> secret.name("db").secretString("a").clientRequestToken(token))
                .arn();
        assertThat(secrets.createSecret(
                                secret -> secret.name("db").secretString("a").clientRequestToken(token))
                        .arn())
                .isEqualTo(first);
        assertThat(Refused.by(() -> secrets.putSecretValue(
                        put -> put.secretId("db").secretString("b").clientRequestToken(token))))
                .startsWith("ResourceExistsException: You can't use ClientRequestToken " + token);
    }

    @Test
    @AwsFact(
            value = "A new value becomes AWSCURRENT and the one before it AWSPREVIOUS",
            source = GUIDE + "whats-in-a-secret.html#term_version")
    void putSecretValue_again_movesTheLabels() {
        create("db");
        String second = secrets.putSecretValue(put -> put.secretId("db").secretString("two"))
                .versionId();
        assertThat(secrets.getSecretValue(get -> get.secretId("db")).secretString())
                .isEqualTo("two");
        assertThat(secrets.getSecretValue(get -> get.secretId("db").versionStage("AWSPREVIOUS"))
                        .secretString())
                .isEqualTo("one");
        secrets.putSecretValue(put -> put.secretId("db").secretString("three"));
        assertThat(secrets.listSecretVersionIds(list -> list.secretId("db")).versions())
                .hasSize(2);
        assertThat(secrets.listSecretVersionIds(list -> list.secretId("db").includeDeprecated(true))
                        .versions())
                .hasSize(3);
        assertThat(secrets.getSecretValue(get -> get.secretId("db").versionId(second))
                        .versionStages())
                .containsExactly("AWSPREVIOUS");
    }

    @Test
    @AwsFact(
            value = "Moving AWSCURRENT back makes the version that had it the previous one",
            source = API + "API_UpdateSecretVersionStage.html")
    void updateSecretVersionStage_current_movesPreviousToo() {
        create("db");
        String first = secrets.getSecretValue(get -> get.secretId("db")).versionId();
        String second = secrets.putSecretValue(put -> put.secretId("db").secretString("two"))
                .versionId();
        assertThat(Refused.by(() -> secrets.updateSecretVersionStage(
                        move -> move.secretId("db").versionStage("AWSCURRENT").moveToVersionId(first))))
                .startsWith("InvalidParameterException: The parameter RemoveFromVersionId can't be empty.");
        secrets.updateSecretVersionStage(move -> move.secretId("db")
                .versionStage("AWSCURRENT")
                .moveToVersionId(first)
                .removeFromVersionId(second));
        assertThat(secrets.getSecretValue(get -> get.secretId("db")).secretString())
                .isEqualTo("one");
        assertThat(secrets.getSecretValue(get -> get.secretId("db").versionStage("AWSPREVIOUS"))
                        .versionId())
                .isEqualTo(second);
    }

    @Test
    @AwsFact(
            value = "A secret marked for deletion is not read, but described, restored and its name kept",
            source = API + "API_DeleteSecret.html")
    void deleteSecret_recoveryWindow_canBeRestored() {
        create("db");
        secrets.deleteSecret(delete -> delete.secretId("db"));
        assertThat(Refused.by(() -> secrets.getSecretValue(get -> get.secretId("db"))))
                .isEqualTo(
                        "InvalidRequestException: You can't perform this operation on the secret because it was marked "
                                + "for deletion.");
        assertThat(Refused.by(() -> create("db")))
                .endsWith("a secret with this name is already scheduled for deletion.");
        assertThat(secrets.describeSecret(describe -> describe.secretId("db")).deletedDate())
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(secrets.listSecrets().secretList()).isEmpty();
        secrets.restoreSecret(restore -> restore.secretId("db"));
        assertThat(secrets.getSecretValue(get -> get.secretId("db")).secretString())
                .isEqualTo("one");
    }

    @Test
    @AwsFact(value = "When the recovery window ends the secret is gone", source = API + "API_DeleteSecret.html")
    void deleteSecret_windowOver_isGone() {
        create("db");
        secrets.deleteSecret(delete -> delete.secretId("db").recoveryWindowInDays(7L));
        clock.advance(Duration.ofDays(7));
        assertThat(Refused.by(() -> secrets.restoreSecret(restore -> restore.secretId("db"))))
                .isEqualTo("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
        create("db");
    }

    @Test
    @AwsFact(value = "The recovery window has 7 to 30 days", source = API + "API_DeleteSecret.html")
    void deleteSecret_shortWindow_isRefused() {
        create("db");
        assertThat(Refused.by(() ->
                        secrets.deleteSecret(delete -> delete.secretId("db").recoveryWindowInDays(6L))))
                .isEqualTo(
                        "InvalidParameterException: The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }

    @Test
    @AwsFact(
            value = "Forced deletion is at once, takes no window, and does not mind a secret that is not there",
            source = API + "API_DeleteSecret.html")
    void deleteSecret_forced_isAtOnce() {
        create("db");
        assertThat(Refused.by(() -> secrets.deleteSecret(delete ->
                        delete.secretId("db").forceDeleteWithoutRecovery(true).recoveryWindowInDays(7L))))
                .startsWith("InvalidParameterException");
        secrets.deleteSecret(delete -> delete.secretId("db").forceDeleteWithoutRecovery(true));
        secrets.deleteSecret(delete -> delete.secretId("db").forceDeleteWithoutRecovery(true));
        assertThat(Refused.by(() -> secrets.describeSecret(describe -> describe.secretId("db"))))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    @AwsFact(
            value = "A secret whose KMS key is disabled cannot be read",
            source = API + "API_GetSecretValue.html#API_GetSecretValue_Errors")
    void getSecretValue_keyDisabled_fails() {
        KmsClient kms = client(KmsClient.builder());
        String key = kms.createKey().keyMetadata().keyId();
        secrets.createSecret(secret -> secret.name("db").secretString("one").kmsKeyId(key));
        kms.disableKey(disable -> disable.keyId(key));
        assertThat(Refused.by(() -> secrets.getSecretValue(get -> get.secretId("db"))))
                .startsWith("DecryptionFailure");
        assertThat(Refused.by(
                        () -> secrets.putSecretValue(put -> put.secretId("db").secretString("two"))))
                .startsWith("EncryptionFailure");
    }

    @Test
    @AwsFact(
            value =
                    "A resource policy with a Deny holds against the account itself, and an Allow lets others in by ARN",
            source = GUIDE + "auth-and-access_resource-policies.html")
    void putResourcePolicy_denyAndAllow_areJudged() {
        String arn = create("db");
        SecretsManagerClient other = client(SecretsManagerClient.builder(), "222222222222");
        assertThat(Refused.by(() -> other.getSecretValue(get -> get.secretId(arn))))
                .startsWith("AccessDeniedException: User: arn:aws:iam::222222222222:root is not authorized to perform: "
                        + "secretsmanager:GetSecretValue");
        secrets.putResourcePolicy(put -> put.secretId("db")
                .resourcePolicy("{\"Version\":\"2012-10-17\",\"Statement\":["
                        + "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"222222222222\"},"
                        + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"},"
                        + "{\"Effect\":\"Deny\",\"Principal\":{\"AWS\":\"123456789012\"},"
                        + "\"Action\":\"secretsmanager:GetSecretValue\",\"Resource\":\"*\"}]}"));
        assertThat(other.getSecretValue(get -> get.secretId(arn)).secretString())
                .isEqualTo("one");
        assertThat(Refused.by(() -> secrets.getSecretValue(get -> get.secretId("db"))))
                .endsWith("with an explicit deny in a resource-based policy");
    }

    @Test
    @AwsFact(
            value = "BlockPublicPolicy refuses a policy that opens the secret to everyone",
            source = API + "API_PutResourcePolicy.html")
    void putResourcePolicy_public_isRefused() {
        create("db");
        assertThat(Refused.by(() -> secrets.putResourcePolicy(put -> put.secretId("db")
                        .blockPublicPolicy(true)
                        .resourcePolicy("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                                + "\"Principal\":\"*\",\"Action\":\"secretsmanager:*\",\"Resource\":\"*\"}]}"))))
                .startsWith("PublicPolicyException");
        assertThat(Refused.by(() ->
                        secrets.putResourcePolicy(put -> put.secretId("db").resourcePolicy("none"))))
                .startsWith("MalformedPolicyDocumentException");
    }

    @Test
    @AwsFact(value = "Rotation needs a Lambda function", source = API + "API_RotateSecret.html")
    void rotateSecret_withoutFunction_isRefused() {
        create("db");
        assertThat(Refused.by(() -> secrets.rotateSecret(rotate -> rotate.secretId("db"))))
                .isEqualTo("InvalidRequestException: No Lambda rotation function ARN is associated with this secret.");
        secrets.rotateSecret(rotate -> rotate.secretId("db")
                .rotationLambdaARN("arn:aws:lambda:eu-west-1:123456789012:function:rotate")
                .rotationRules(rules -> rules.automaticallyAfterDays(30L)));
        assertThat(secrets.describeSecret(describe -> describe.secretId("db")).rotationEnabled())
                .isTrue();
        secrets.cancelRotateSecret(cancel -> cancel.secretId("db"));
        assertThat(secrets.describeSecret(describe -> describe.secretId("db")).rotationEnabled())
                .isFalse();
    }

    @Test
    @AwsFact(value = "Secrets are listed by pages and filtered by prefix", source = API + "API_ListSecrets.html")
    void listSecrets_filteredAndPaged_givesEachOnce() {
        create("app/a");
        create("app/b");
        create("other");
        Filter inApp = Filter.builder().key("name").values("app/").build();
        ListSecretsResponse first =
                secrets.listSecrets(list -> list.maxResults(1).filters(inApp));
        ListSecretsResponse second = secrets.listSecrets(
                list -> list.maxResults(1).nextToken(first.nextToken()).filters(inApp));
        assertThat(first.secretList()).extracting(SecretListEntry::name).containsExactly("app/a");
        assertThat(second.secretList()).extracting(SecretListEntry::name).containsExactly("app/b");
        assertThat(second.nextToken()).isNull();
        assertThat(Refused.by(() -> secrets.listSecrets(list -> list.nextToken("made up"))))
                .startsWith("InvalidNextTokenException");
    }

    @Test
    @AwsFact(value = "Tags are added and removed by key", source = API + "API_TagResource.html")
    void tagResource_untagged_areGone() {
        create("db");
        secrets.tagResource(tag ->
                tag.secretId("db").tags(Tag.builder().key("case").value("IR-1").build()));
        assertThat(secrets.describeSecret(describe -> describe.secretId("db")).tags())
                .extracting(Tag::value)
                .containsExactly("IR-1");
        secrets.untagResource(untag -> untag.secretId("db").tagKeys("case"));
        assertThat(secrets.describeSecret(describe -> describe.secretId("db")).tags())
                .isEmpty();
    }

    private String create(String name) {
        return secrets.createSecret(secret -> secret.name(name).secretString("one"))
                .arn();
    }
}
