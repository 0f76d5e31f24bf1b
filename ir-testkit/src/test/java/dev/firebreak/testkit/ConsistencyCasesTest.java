package dev.firebreak.testkit;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.S3ControlClient;
import software.amazon.awssdk.services.sts.StsClient;

class ConsistencyCasesTest extends ServiceCases {
    private static final String EC2 = "https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html";
    private static final String IAM = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html";
    private static final String S3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html";
    private static final Duration EC2_BOUND = Duration.ofSeconds(10);
    private static final Duration IAM_BOUND = Duration.ofSeconds(30);
    private static final Duration S3_BOUND = Duration.ofMinutes(1);
    private static final String ANYBODY = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]}""";

    private static final String PUBLIC = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject",\
            "Resource":"arn:aws:s3:::evidence/*"}]}""";

    @Override
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return builder.consistency(
                Consistency.none().iam(IAM_BOUND).ec2(EC2_BOUND).s3Configuration(S3_BOUND));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private void almost(Duration bound) {
        clock.advance(bound.minusMillis(1));
    }

    private void atLast() {
        clock.advance(Duration.ofMillis(1));
    }

    private String group(Ec2Client ec2, String name) {
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        return ec2.createSecurityGroup(
                        group -> group.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    @Test
    @AwsFact(value = "A call that describes a fresh security group may not find it", source = EC2)
    void describeSecurityGroups_fresh_isNotFoundAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = group(ec2, "web");
        almost(EC2_BOUND);

        assertThat(Refused.by(() -> ec2.describeSecurityGroups(query -> query.groupIds(id))))
                .isEqualTo("InvalidGroup.NotFound: The security group '" + id + "' does not exist");
        assertThat(ec2.describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupId)
                .doesNotContain(id);

        atLast();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(id)).securityGroups())
                .hasSize(1);
    }

    @Test
    @AwsFact(value = "A call that acts on a fresh resource may fail because its id does not exist", source = EC2)
    void createTags_freshResources_areRefusedWithTheCodeOfTheirType() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2, "web");
        String volume = ec2.createVolume(
                        made -> made.availabilityZone("eu-west-1a").size(1))
                .volumeId();

        assertThat(Refused.by(() -> ec2.createTags(tags -> tags.resources(group)
                        .tags(Tag.builder().key("a").value("b").build()))))
                .startsWith("InvalidGroup.NotFound");
        assertThat(Refused.by(() -> ec2.deleteVolume(gone -> gone.volumeId(volume))))
                .startsWith("InvalidVolume.NotFound");
    }

    @Test
    @AwsFact(value = "A call that describes may not show what a call before it has modified", source = EC2)
    void describeNetworkInterfaces_groupsModified_showsTheOldOnesAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").groups("web"));
        String face = web.interfaceIds().get(0);
        String old = web.groupIds().get(0);
        ec2.modifyNetworkInterfaceAttribute(
                change -> change.networkInterfaceId(face).groups(sameVpcGroup(web)));
        almost(EC2_BOUND);

        assertThat(groups(ec2, face)).containsExactly(old);
        assertThat(ec2.describeNetworkInterfaces(query -> query.filters(filter("group-id", old)))
                        .networkInterfaces())
                .hasSize(1);

        atLast();
        assertThat(groups(ec2, face)).doesNotContain(old);
        assertThat(ec2.describeNetworkInterfaces(query -> query.filters(filter("group-id", old)))
                        .networkInterfaces())
                .isEmpty();
    }

    /** The default group of the instance's VPC. */
    private String sameVpcGroup(LaunchedInstance instance) {
        return fake.consistently(() -> fake.ec2()
                .describeSecurityGroups(
                        query -> query.filters(filter("group-name", "default"), filter("vpc-id", instance.vpcId())))
                .securityGroups()
                .get(0)
                .groupId());
    }

    private static List<String> groups(Ec2Client ec2, String face) {
        return ec2
                .describeNetworkInterfaces(query -> query.networkInterfaceIds(face))
                .networkInterfaces()
                .get(0)
                .groups()
                .stream()
                .map(GroupIdentifier::groupId)
                .toList();
    }

    @Test
    @AwsFact(value = "Tags are seen late, by filters too", source = EC2)
    void describeTags_fresh_areMissingAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        ec2.createTags(tags ->
                tags.resources(id).tags(Tag.builder().key("ir").value("1").build()));

        assertThat(ec2.describeInstances(query -> query.filters(filter("tag:ir", "1")))
                        .reservations())
                .isEmpty();
        clock.advance(EC2_BOUND);
        assertThat(ec2.describeInstances(query -> query.filters(filter("tag:ir", "1")))
                        .reservations())
                .hasSize(1);
    }

    @Test
    @AwsFact(value = "A changed attribute, or the rules of a group, are described as they were at first", source = EC2)
    void describe_attributeAndRuleChanged_areOldAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").groups("web"));
        String group = web.groupIds().get(0);
        ec2.modifyInstanceAttribute(
                change -> change.instanceId(web.id()).disableApiTermination(value -> value.value(true)));
        var rules = ec2.describeSecurityGroups(query -> query.groupIds(group))
                .securityGroups()
                .get(0)
                .ipPermissions();
        ec2.revokeSecurityGroupIngress(change -> change.groupId(group).ipPermissions(rules));
        almost(EC2_BOUND);

        assertThat(isProtected(ec2, web)).isFalse();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(group))
                        .securityGroups()
                        .get(0)
                        .ipPermissions())
                .isEqualTo(rules);

        atLast();
        assertThat(isProtected(ec2, web)).isTrue();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(group))
                        .securityGroups()
                        .get(0)
                        .ipPermissions())
                .isEmpty();
    }

    private static boolean isProtected(Ec2Client ec2, LaunchedInstance instance) {
        return ec2.describeInstanceAttribute(
                        query -> query.instanceId(instance.id()).attribute("disableApiTermination"))
                .disableApiTermination()
                .value();
    }

    @Test
    @AwsFact(value = "A deleted resource may be described for a while", source = EC2)
    void describeSecurityGroups_deleted_isFoundAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = group(ec2, "web");
        clock.advance(EC2_BOUND);
        ec2.deleteSecurityGroup(gone -> gone.groupId(id));

        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(id)).securityGroups())
                .hasSize(1);
        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(gone -> gone.groupId(id))))
                .startsWith("InvalidGroup.NotFound");
        clock.advance(EC2_BOUND);
        assertThat(Refused.by(() -> ec2.describeSecurityGroups(query -> query.groupIds(id))))
                .startsWith("InvalidGroup.NotFound");
    }

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

    @Test
    @AwsFact(
            value = "A bucket's configuration takes effect late, while its objects are strongly consistent",
            source = S3)
    void putBucketVersioning_objectPut_isNotVersionedAtFirst() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putBucketVersioning(
                change -> change.bucket("evidence").versioningConfiguration(state -> state.status("Enabled")));
        almost(S3_BOUND);

        assertThat(s3.putObject(put -> put.bucket("evidence").key("a"), RequestBody.fromString("1"))
                        .versionId())
                .isNull();
        assertThat(s3.getObjectAsBytes(get -> get.bucket("evidence").key("a")).asUtf8String())
                .isEqualTo("1");

        atLast();
        assertThat(s3.putObject(put -> put.bucket("evidence").key("a"), RequestBody.fromString("2"))
                        .versionId())
                .isNotNull();
    }

    @Test
    @AwsFact(value = "A bucket policy is read as it was until the change has spread", source = S3)
    void putBucketPolicy_fresh_isMissingAtFirst() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.putBucketPolicy(change -> change.bucket("evidence").policy("""
                {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:GetObject",\
                "Resource":"arn:aws:s3:::evidence/*"}]}"""));

        assertThat(Refused.by(() -> s3.getBucketPolicy(query -> query.bucket("evidence"))))
                .startsWith("NoSuchBucketPolicy");
        clock.advance(S3_BOUND);
        assertThat(s3.getBucketPolicy(query -> query.bucket("evidence")).policy())
                .contains("Deny");
    }

    @Test
    @AwsFact(value = "Block Public Access of a bucket is read, and takes effect, once it has spread", source = S3)
    void putPublicAccessBlock_fresh_letsAPublicPolicyThroughAtFirst() {
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.deletePublicAccessBlock(change -> change.bucket("evidence"));
        clock.advance(S3_BOUND);
        s3.putPublicAccessBlock(change ->
                change.bucket("evidence").publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));
        almost(S3_BOUND);

        assertThat(Refused.by(() -> s3.getPublicAccessBlock(query -> query.bucket("evidence"))))
                .startsWith("NoSuchPublicAccessBlockConfiguration");
        s3.putBucketPolicy(change -> change.bucket("evidence").policy(PUBLIC));

        atLast();
        assertThat(s3.getPublicAccessBlock(query -> query.bucket("evidence"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(Refused.by(() ->
                        s3.putBucketPolicy(change -> change.bucket("evidence").policy(PUBLIC))))
                .startsWith("AccessDenied");
    }

    @Test
    @AwsFact(value = "Block Public Access of an account is read, and takes effect, once it has spread", source = S3)
    void putPublicAccessBlock_ofAccount_isMissingAtFirst() {
        S3ControlClient control = client(S3ControlClient.builder());
        S3Client s3 = client(S3Client.builder());
        s3.createBucket(made ->
                made.bucket("evidence").createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        s3.deletePublicAccessBlock(change -> change.bucket("evidence"));
        clock.advance(S3_BOUND);
        control.putPublicAccessBlock(change -> change.accountId("123456789012")
                .publicAccessBlockConfiguration(block -> block.blockPublicPolicy(true)));
        almost(S3_BOUND);

        assertThat(Refused.by(() -> control.getPublicAccessBlock(query -> query.accountId("123456789012"))))
                .startsWith("NoSuchPublicAccessBlockConfiguration");
        s3.putBucketPolicy(change -> change.bucket("evidence").policy(PUBLIC));

        atLast();
        assertThat(control.getPublicAccessBlock(query -> query.accountId("123456789012"))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(Refused.by(() ->
                        s3.putBucketPolicy(change -> change.bucket("evidence").policy(PUBLIC))))
                .startsWith("AccessDenied");
    }
}
