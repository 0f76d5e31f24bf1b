package dev.firebreak.testkit;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.sts.StsClient;

class IamConsistencyCasesTest extends ConsistencyCases {
    private static final String IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html";
    private static final String ANYBODY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    private static AccessKey key(IamClient iam) {
        iam.createUser(user -> user.userName("alice"));
        return iam.createAccessKey(made -> made.userName("alice")).accessKey();
    }

    private StsClient as(AccessKey key) {
        return client(StsClient.builder(), AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    @Test
    @AwsFact(value = "An access key that was made inactive still signs until the change has spread", source = IAM)
    void updateAccessKey_inactive_worksAtFirst() {
        IamClient iam = client(IamClient.builder());
        AccessKey key = key(iam);
        StsClient alice = as(key);
        clock.advance(IAM_BOUND);
        iam.updateAccessKey(change ->
                change.userName("alice").accessKeyId(key.accessKeyId()).status(StatusType.INACTIVE));
        almost(IAM_BOUND);

        assertThat(alice.getCallerIdentity().arn()).endsWith("user/alice");
        assertThat(iam.listAccessKeys(query -> query.userName("alice")).accessKeyMetadata())
                .extracting(AccessKeyMetadata::status)
                .containsExactly(StatusType.ACTIVE);
        assertThat(fake).accessKey(key.accessKeyId()).isInactive();

        atLast();
        assertThat(Refused.by(alice::getCallerIdentity)).startsWith("InvalidClientTokenId");
        assertThat(iam.listAccessKeys(query -> query.userName("alice")).accessKeyMetadata())
                .extracting(AccessKeyMetadata::status)
                .containsExactly(StatusType.INACTIVE);
    }

    @Test
    @AwsFact(value = "A new access key is unknown until it has spread", source = IAM)
    void createAccessKey_fresh_isRefusedAtFirst() {
        AccessKey key = key(client(IamClient.builder()));
        StsClient alice = as(key);

        assertThat(Refused.by(alice::getCallerIdentity)).startsWith("InvalidClientTokenId");
        clock.advance(IAM_BOUND);
        assertThat(alice.getCallerIdentity().arn()).endsWith("user/alice");
    }

    @Test
    @AwsFact(value = "A deleted access key still signs until the change has spread", source = IAM)
    void deleteAccessKey_used_worksAtFirst() {
        IamClient iam = client(IamClient.builder());
        AccessKey key = key(iam);
        StsClient alice = as(key);
        clock.advance(IAM_BOUND);
        iam.deleteAccessKey(gone -> gone.userName("alice").accessKeyId(key.accessKeyId()));

        assertThat(alice.getCallerIdentity().arn()).endsWith("user/alice");
    }

    @Test
    @AwsFact(value = "A role may not be named in a policy, nor be assumed, right after it was made", source = IAM)
    void createRole_fresh_isNoPrincipalAtFirst() {
        IamClient iam = client(IamClient.builder());
        AccessKey key = key(iam);
        clock.advance(IAM_BOUND);
        String fresh = iam.createRole(role -> role.roleName("fresh").assumeRolePolicyDocument(ANYBODY))
                .role()
                .arn();
        StsClient alice = as(key);
        String trust = ANYBODY.replace("{\"AWS\":\"*\"}", "{\"AWS\":\"" + fresh + "\"}");

        assertThat(Refused.by(() -> alice.assumeRole(call -> call.roleArn(fresh).roleSessionName("alice"))))
                .startsWith("AccessDenied");
        assertThat(Refused.by(
                        () -> iam.createRole(role -> role.roleName("other").assumeRolePolicyDocument(trust))))
                .startsWith("MalformedPolicyDocument: Invalid principal in policy");
        assertThat(Refused.by(() -> iam.getRole(query -> query.roleName("fresh"))))
                .startsWith("NoSuchEntity");

        clock.advance(IAM_BOUND);
        assertThat(iam.getRole(query -> query.roleName("fresh")).role().arn()).isEqualTo(fresh);
        iam.createRole(role -> role.roleName("other").assumeRolePolicyDocument(trust));
        alice.assumeRole(call -> call.roleArn(fresh).roleSessionName("alice"));
    }

    @Test
    @AwsFact(value = "A fresh instance profile is invalid to EC2 until it has spread", source = IAM)
    void associateIamInstanceProfile_fresh_isInvalidAtFirst() {
        IamClient iam = client(IamClient.builder());
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        iam.createRole(role -> role.roleName("fresh").assumeRolePolicyDocument(ANYBODY));
        iam.createInstanceProfile(profile -> profile.instanceProfileName("fresh"));
        iam.addRoleToInstanceProfile(
                change -> change.instanceProfileName("fresh").roleName("fresh"));

        assertThat(Refused.by(() -> ec2.associateIamInstanceProfile(
                        change -> change.instanceId(id).iamInstanceProfile(profile -> profile.name("fresh")))))
                .startsWith("InvalidParameterValue")
                .contains("Invalid IAM Instance Profile name");
        clock.advance(IAM_BOUND);
        ec2.associateIamInstanceProfile(
                change -> change.instanceId(id).iamInstanceProfile(profile -> profile.name("fresh")));
    }

    @Test
    @AwsFact(value = "A launch with a fresh instance profile is refused until the profile has spread", source = IAM)
    void runInstances_freshProfile_isRefusedAtFirst() {
        IamClient iam = client(IamClient.builder());
        Ec2Client ec2 = client(Ec2Client.builder());
        String image = ec2.describeImages().images().get(0).imageId();
        iam.createRole(role -> role.roleName("fresh").assumeRolePolicyDocument(ANYBODY));
        iam.createInstanceProfile(profile -> profile.instanceProfileName("fresh"));
        iam.addRoleToInstanceProfile(
                change -> change.instanceProfileName("fresh").roleName("fresh"));
        Runnable run = () -> ec2.runInstances(launch ->
                launch.imageId(image).minCount(1).maxCount(1).iamInstanceProfile(profile -> profile.name("fresh")));
        almost(IAM_BOUND);

        assertThat(Refused.by(run::run))
                .startsWith("InvalidParameterValue")
                .contains("Invalid IAM Instance Profile name");
        assertThat(ec2.describeInstances().reservations()).isEmpty();

        atLast();
        run.run();
    }
}
