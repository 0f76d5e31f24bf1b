package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.Reads;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.pipeline.CallRecord;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Tag;

class AwsProviderTest {
    private static final Ec2Instance INSTANCE = Ec2.instance("i-0123456789abcdef0");
    private static final String RESPONDER = "arn:aws:iam::{account}:role/ir/Responder";

    private static AwsProvider.Builder builder(FakeAws fake) {
        return AwsProvider.builder()
                .httpClient(fake.httpClient())
                .credentials(fake.credentials())
                .region(fake.region());
    }

    @Test
    void resolve_instance_hasAccountOfCallerAndDefaultRegion() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider = builder(fake).build()) {
            assertThat(provider.resolve(INSTANCE))
                    .hasToString("aws:123456789012:eu-west-1:ec2-instance/i-0123456789abcdef0");
            provider.resolve(INSTANCE);

            assertThat(fake.calls()).extracting(CallRecord::operation).containsExactly("GetCallerIdentity");
        }
    }

    @Test
    void resolve_accountNotAllowed_isRejected() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider = builder(fake).accounts("210987654321").build()) {
            assertThatThrownBy(() -> provider.resolve(INSTANCE))
                    .isInstanceOf(PlanRejectedException.class)
                    .hasMessage(
                            "Cannot plan for ec2-instance/i-0123456789abcdef0: account 123456789012 is not one of those"
                                    + " allowed (210987654321)");
        }
    }

    @Test
    void resolve_regionNotAllowed_isRejected() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider = builder(fake)
                        .allowedRegions(Region.EU_WEST_1, Region.EU_WEST_2)
                        .build()) {
            assertThatThrownBy(() -> provider.resolve(INSTANCE.inRegion("us-east-1")))
                    .isInstanceOf(PlanRejectedException.class)
                    .hasMessageContaining("Region us-east-1 is not one of those allowed (eu-west-1, eu-west-2)");
        }
    }

    @Test
    void region_notLikeOne_isRefused() {
        AwsProvider.Builder builder = AwsProvider.builder();

        assertThatThrownBy(() -> builder.region(Region.of("eu_west")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid Region: 'eu_west' (must be like eu-west-1)");
        assertThatThrownBy(() -> builder.allowedRegions(Region.EU_WEST_1, Region.of("eu-west")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Invalid Region: 'eu-west' (must be like eu-west-1)");
    }

    @Test
    void tags_regionThatTheSdkDoesNotKnow_areRead() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider =
                        builder(fake).region(Region.of("zz-moon-1")).build()) {
            TargetRef role = provider.resolve(Iam.role("nobody"));

            assertThatThrownBy(() -> provider.tags(role, Reads.alone())).isInstanceOf(NoSuchEntityException.class);
        }
    }

    @Test
    void callers_assumedRole_areBothIdentities() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider = builder(fake).assumeRole(RESPONDER, "id").build()) {
            TargetRef there = provider.resolve(INSTANCE.inAccount("210987654321"));

            assertThat(provider.callers(there))
                    .extracting(TargetRef::toString)
                    .contains("aws:210987654321::iam-role/Responder");
        }
    }

    @Test
    void tags_inAnotherAccount_areReadWithTheAssumedRole() {
        try (FakeAws fake = FakeAws.create()) {
            IamClient there = fake.configure(IamClient.builder())
                    .credentialsProvider(fake.credentials("210987654321"))
                    .build();
            there.createRole(request -> request.roleName("Responder")
                    .path("/ir/")
                    .assumeRolePolicyDocument("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                            + "\"Principal\":{\"AWS\":\"123456789012\"},\"Action\":\"sts:AssumeRole\"}]}"));
            makeTaggedUser(there);
            var key = responderKey(fake.iam());
            AwsProvider provider = builder(fake)
                    .credentials(StaticCredentialsProvider.create(
                            AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                    .assumeRole(RESPONDER)
                    .build();

            assertThat(provider.tags(TargetRef.parse("aws:210987654321::iam-user/u"), Reads.alone()))
                    .containsEntry("ir:exempt", "yes");
        }
    }

    @Test
    void tags_userAndRole_areRead() {
        try (FakeAws fake = FakeAws.create();
                AwsProvider provider = builder(fake).build()) {
            makeTaggedUser(fake.iam());
            TargetRef key = provider.resolve(Iam.accessKey("AKIAIOSFODNN7EXAMPLE"));

            assertThat(provider.tags(key.global("iam-user", "u"), Reads.alone()))
                    .containsEntry("ir:exempt", "yes");
            assertThat(provider.tags(key, Reads.alone())).isEmpty();
        }
    }

    @Test
    void assumeRole_withoutPlaceForTheAccount_isRefused() {
        AwsProvider.Builder builder = AwsProvider.builder();

        assertThatThrownBy(() -> builder.assumeRole("arn:aws:iam::123456789012:role/Responder"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void makeTaggedUser(IamClient iam) {
        iam.createUser(request -> request.userName("u")
                .tags(Tag.builder().key("ir:exempt").value("yes").build()));
    }

    private static software.amazon.awssdk.services.iam.model.AccessKey responderKey(IamClient iam) {
        iam.createUser(request -> request.userName("ir"));
        iam.attachUserPolicy(
                request -> request.userName("ir").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        return iam.createAccessKey(request -> request.userName("ir")).accessKey();
    }
}
