package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.ServiceControlPolicies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.sts.StsClient;

class AuthorizationCasesTest extends EnforcedCases {
    private static final String MESSAGES =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html";
    private static final String LOGIC =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html";
    private static final String EC2_AUTHORIZATION =
            "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-policies-for-amazon-ec2.html";
    private static final String SCPS =
            "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
    private static final String ANN = "arn:aws:iam::123456789012:user/ann";

    @Test
    @AwsFact(value = "A user without policies may do nothing", source = MESSAGES)
    void iam_noPolicy_isDenied() {
        IamClient iam = client(IamClient.builder(), user("ann"));

        assertThat(Refused.by(iam::listUsers))
                .isEqualTo("AccessDenied: User: " + ANN + " is not authorized to perform: iam:ListUsers on resource: "
                        + "arn:aws:iam::123456789012:user/ because no identity-based policy allows the iam:ListUsers "
                        + "action");
    }

    @Test
    @AwsFact(value = "JSON services say AccessDeniedException", source = MESSAGES)
    void json_noPolicy_isDenied() {
        KmsClient kms = client(KmsClient.builder(), user("ann"));

        assertThat(Refused.by(kms::listKeys))
                .startsWith("AccessDeniedException: User: " + ANN + " is not authorized to perform: kms:ListKeys")
                .endsWith("because no identity-based policy allows the kms:ListKeys action");
    }

    @Test
    @AwsFact(value = "EC2 says UnauthorizedOperation", source = EC2_AUTHORIZATION)
    void ec2Describe_noPolicy_isUnauthorized() {
        Ec2Client ec2 = client(Ec2Client.builder(), user("ann"));

        assertThat(Refused.by(ec2::describeVpcs))
                .isEqualTo("UnauthorizedOperation: You are not authorized to perform this operation. User: " + ANN
                        + " is not authorized to perform: ec2:DescribeVpcs because no identity-based policy allows the "
                        + "ec2:DescribeVpcs action");
    }

    @Test
    @AwsFact(
            value = "EC2 encodes why a change was denied",
            source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html")
    void ec2Change_noPolicy_carriesEncodedMessage() {
        Ec2Client ec2 = client(Ec2Client.builder(), user("ann"));

        String refusal = Refused.by(() -> ec2.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/16")));

        assertThat(refusal).contains(". Encoded authorization failure message: ");
        assertThat(FailureMessage.decode(refusal.substring(refusal.lastIndexOf(' ') + 1)))
                .get()
                .asString()
                .contains("\"allowed\":false", "\"action\":\"ec2:CreateVpc\"", ANN);
    }

    @Test
    @AwsFact(
            value = "Whoever may call DecodeAuthorizationMessage reads why a call of somebody else was denied",
            source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_DecodeAuthorizationMessage.html")
    void decodeAuthorizationMessage_ofDenial_tellsWhy() {
        Ec2Client ec2 = client(Ec2Client.builder(), user("ann", EVERYTHING, deny("ec2:CreateVpc", "*")));
        String refusal = Refused.by(() -> ec2.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/16")));
        String encoded = refusal.substring(refusal.lastIndexOf(' ') + 1);
        StsClient bob = client(StsClient.builder(), user("bob", allow("sts:DecodeAuthorizationMessage", "*")));

        assertThat(bob.decodeAuthorizationMessage(decode -> decode.encodedMessage(encoded))
                        .decodedMessage())
                .contains("\"allowed\":false", "\"explicitDeny\":true", "\"action\":\"ec2:CreateVpc\"", ANN)
                .contains("\"effect\":\"DENY\"");
        assertThat(Refused.by(() -> client(StsClient.builder(), user("eve"))
                        .decodeAuthorizationMessage(decode -> decode.encodedMessage(encoded))))
                .startsWith("AccessDenied: ");
        assertThat(Refused.by(() -> bob.decodeAuthorizationMessage(decode -> decode.encodedMessage("nonsense"))))
                .startsWith("InvalidAuthorizationMessageException: ");
    }

    @Test
    @AwsFact(
            value = "A dry run tells whether the caller is authorized",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html")
    void ec2DryRun_callerMayOrMayNot_isToldSo() {
        Ec2Client may = client(Ec2Client.builder(), user("ann", allow("ec2:CreateVpc", "*")));
        Ec2Client mayNot = client(Ec2Client.builder(), user("bob", allow("ec2:Describe*", "*")));

        assertThat(Refused.by(
                        () -> may.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/16").dryRun(true))))
                .startsWith("DryRunOperation: ");
        assertThat(Refused.by(() ->
                        mayNot.createVpc(vpc -> vpc.cidrBlock("10.0.0.0/16").dryRun(true))))
                .startsWith("UnauthorizedOperation: ");
    }

    @Test
    @AwsFact(value = "An explicit Deny wins over every Allow", source = LOGIC)
    void identity_allowAndDeny_isDenied() {
        IamClient iam = client(IamClient.builder(), user("ann", EVERYTHING, deny("iam:List*", "*")));

        assertThat(Refused.by(iam::listUsers)).endsWith("with an explicit deny in an identity-based policy");
        assertThatCode(() -> iam.getUser(get -> get.userName("ann"))).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "AWSDenyAll attached to a user stops its keys at once",
            source = "https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSDenyAll.html")
    void identity_denyAllAttached_isDenied() {
        IamClient iam = client(IamClient.builder(), user("ann", EVERYTHING));
        assertThatCode(iam::listUsers).doesNotThrowAnyException();

        root().attachUserPolicy(attach -> attach.userName("ann").policyArn("arn:aws:iam::aws:policy/AWSDenyAll"));

        assertThat(Refused.by(iam::listUsers)).endsWith("with an explicit deny in an identity-based policy");
    }

    @Test
    @AwsFact(
            value = "A user has the policies of its groups",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html")
    void identity_policyOfGroup_allows() {
        IamClient iam = client(IamClient.builder(), user("ann"));
        root().createGroup(group -> group.groupName("readers"));
        root().attachGroupPolicy(
                        attach -> attach.groupName("readers").policyArn("arn:aws:iam::aws:policy/IAMReadOnlyAccess"));
        root().addUserToGroup(add -> add.groupName("readers").userName("ann"));

        assertThat(iam.listUsers().users()).hasSize(1);
    }

    @Test
    @AwsFact(
            value = "A permissions boundary limits what the user's policies allow",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html")
    void boundary_doesNotAllow_isDenied() {
        IamClient iam = client(IamClient.builder(), user("ann", EVERYTHING));
        root().putUserPermissionsBoundary(put ->
                put.userName("ann").permissionsBoundary("arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess"));

        assertThat(Refused.by(iam::listUsers))
                .endsWith("because no permissions boundary allows the iam:ListUsers action");
        assertThatCode(client(Ec2Client.builder(), user("bob", EVERYTHING))::describeVpcs)
                .doesNotThrowAnyException();
    }

    private void organization(String... documentsOfLevels) {
        fake.world().setOrganization(new ServiceControlPolicies() {
            @Override
            public List<List<Attached>> levels(String accountId) {
                return List.of(documentsOfLevels).stream()
                        .map(document -> List.of(new Attached("p-1", document)))
                        .toList();
            }

            @Override
            public Optional<String> organizationId(String accountId) {
                return Optional.of("o-exampleorgid");
            }
        });
    }

    @Test
    @AwsFact(value = "Service control policies deny even the root user of a member account", source = SCPS)
    void serviceControl_deny_bindsRoot() {
        organization(policy(EVERYTHING), policy(EVERYTHING, deny("iam:ListUsers", "*")));

        assertThat(Refused.by(() -> root().listUsers()))
                .isEqualTo("AccessDenied: User: arn:aws:iam::123456789012:root is not authorized to perform: "
                        + "iam:ListUsers on resource: arn:aws:iam::123456789012:user/ with an explicit deny in a "
                        + "service control policy");
    }

    @Test
    @AwsFact(value = "Every level of the organization must allow an action", source = SCPS)
    void serviceControl_oneLevelDoesNotAllow_isDenied() {
        organization(policy(allow("s3:*", "*")), policy(EVERYTHING));

        assertThat(Refused.by(() -> root().listUsers()))
                .endsWith("because no service control policy allows the iam:ListUsers action");
    }

    @Test
    @AwsFact(
            value = "Policies can be limited to principals of an organization",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html")
    void condition_organizationOfPrincipal_isKnown() {
        String inOrganization = "{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-exampleorgid\"}}";
        IamClient iam = client(IamClient.builder(), user("ann", statement("Allow", "*", "*", inOrganization)));
        assertThat(Refused.by(iam::listUsers)).startsWith("AccessDenied");

        organization(policy(EVERYTHING));

        assertThatCode(iam::listUsers).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "Who am I is answered to everybody with valid credentials",
            source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html")
    void getCallerIdentity_everythingDenied_isAnswered() {
        StsClient sts = client(StsClient.builder(), user("ann", deny("*", "*")));

        assertThat(sts.getCallerIdentity().arn()).isEqualTo(ANN);
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    @AwsFact(
            value = "A policy may allow actions on resources with a tag",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html")
    void condition_tagOfResource_decides() {
        String tagged = "{\"StringEquals\":{\"aws:ResourceTag/team\":\"blue\"}}";
        Ec2Client ann =
                client(Ec2Client.builder(), user("ann", statement("Allow", "ec2:DeleteSecurityGroup", "*", tagged)));
        Ec2Client ec2 = client(Ec2Client.builder());
        String blue = group(ec2, "blue");
        String red = group(ec2, "red");
        ec2.createTags(tags -> tags.resources(blue).tags(tag("team", "blue")));

        assertThatCode(() -> ann.deleteSecurityGroup(group -> group.groupId(blue)))
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> ann.deleteSecurityGroup(group -> group.groupId(red))))
                .contains("ec2:DeleteSecurityGroup on resource: arn:aws:ec2:eu-west-1:123456789012:security-group/"
                        + red + " because");
    }

    private static String group(Ec2Client ec2, String name) {
        return ec2.createSecurityGroup(group -> group.groupName(name).description(name))
                .groupId();
    }

    @Test
    @AwsFact(
            value = "A policy may demand the tags of a request",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html")
    void condition_tagOfRequest_decides() {
        String tagged = "{\"StringEquals\":{\"aws:RequestTag/team\":\"blue\"},"
                + "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"team\"]}}";
        Ec2Client ann = client(Ec2Client.builder(), user("ann", statement("Allow", "ec2:CreateTags", "*", tagged)));
        String vpc = client(Ec2Client.builder()).describeVpcs().vpcs().get(0).vpcId();

        assertThatCode(() -> ann.createTags(tag -> tag.resources(vpc).tags(tag("team", "blue"))))
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> ann.createTags(tag -> tag.resources(vpc).tags(tag("team", "blue"), tag("x", "y")))))
                .startsWith("UnauthorizedOperation");
    }

    @Test
    @AwsFact(
            value = "Giving an instance a role takes permission to pass the role",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html")
    void runInstances_withProfile_takesPassRole() {
        AwsCredentials ann = user("ann", allow("ec2:*", "*"));
        String role = role("web", ANN, EVERYTHING);
        root().createInstanceProfile(profile -> profile.instanceProfileName("web"));
        root().addRoleToInstanceProfile(add -> add.instanceProfileName("web").roleName("web"));
        Ec2Client ec2 = client(Ec2Client.builder(), ann);
        String image = ec2.describeImages(query -> query.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        RunInstancesRequest request = RunInstancesRequest.builder()
                .imageId(image)
                .minCount(1)
                .maxCount(1)
                .iamInstanceProfile(profile -> profile.name("web"))
                .build();

        assertThat(Refused.by(() -> ec2.runInstances(request))).contains("iam:PassRole on resource: " + role);

        String toEc2 = "{\"StringEquals\":{\"iam:PassedToService\":\"ec2.amazonaws.com\"}}";
        root().putUserPolicy(put -> put.userName("ann")
                .policyName("pass")
                .policyDocument(policy(statement("Allow", "iam:PassRole", role, toEc2))));
        assertThatCode(() -> ec2.runInstances(request)).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "A policy may let users manage themselves alone",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html")
    void variable_ownName_limitsToOneself() {
        IamClient iam = client(
                IamClient.builder(), user("ann", allow("iam:*AccessKey*", "arn:aws:iam::*:user/${aws:username}")));
        user("bob");

        assertThatCode(() -> iam.listAccessKeys(list -> list.userName("ann"))).doesNotThrowAnyException();
        assertThatCode(iam::listAccessKeys).doesNotThrowAnyException();
        assertThat(Refused.by(() -> iam.listAccessKeys(list -> list.userName("bob"))))
                .startsWith("AccessDenied: ");
    }
}
