package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.Tag;

class SessionTagCasesTest extends EnforcedCases {
    private static final String TAGS = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html";
    private static final String ASSUMING = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";
    private static final String SOURCE_IDENTITY =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html";
    private static final String ROOT = "arn:aws:iam::123456789012:root";
    private static final String TEAM_BLUE = "{\"StringEquals\":{\"aws:PrincipalTag/team\":\"blue\"}}";

    /** A role that trusts the account with these actions. */
    private String trusting(String name, String actions, String... statements) {
        String arn = role(name, ROOT, statements);
        root().updateAssumeRolePolicy(update -> update.roleName(name)
                .policyDocument(policy(
                        "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ROOT + "\"},\"Action\":" + actions + "}")));
        return arn;
    }

    private AwsCredentials assume(AwsCredentials by, String role, Consumer<AssumeRoleRequest.Builder> how) {
        return session(client(StsClient.builder(), by)
                .assumeRole(assume ->
                        assume.roleArn(role).roleSessionName("session").applyMutation(how))
                .credentials());
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    @Test
    @AwsFact(value = "Session tags are principal tags and win over those of the role", source = TAGS)
    void sessionTag_sameKeyAsRoles_wins() {
        String role = trusting("web", "\"sts:*\"", statement("Allow", "iam:ListUsers", "*", TEAM_BLUE));
        root().tagRole(tag -> tag.roleName("web")
                .tags(software.amazon.awssdk.services.iam.model.Tag.builder()
                        .key("Team")
                        .value("red")
                        .build()));
        AwsCredentials ann = user("ann", EVERYTHING);

        assertThat(Refused.by(client(IamClient.builder(), assume(ann, role, how -> {}))::listUsers))
                .startsWith("AccessDenied: ");
        assertThatCode(client(IamClient.builder(), assume(ann, role, how -> how.tags(tag("team", "blue"))))::listUsers)
                .doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "Passing session tags takes sts:TagSession in the trust policy of the role", source = TAGS)
    void sessionTag_trustWithoutTagSession_isDenied() {
        String role = trusting("web", "\"sts:AssumeRole\"");
        AwsCredentials ann = user("ann", allow("sts:AssumeRole", role));

        assertThatCode(() -> assume(ann, role, how -> {})).doesNotThrowAnyException();
        assertThat(Refused.by(() -> assume(ann, role, how -> how.tags(tag("team", "blue")))))
                .contains("is not authorized to perform: sts:TagSession on resource: " + role);
    }

    @Test
    @AwsFact(value = "A trust policy may demand a session tag", source = TAGS)
    void sessionTag_demandedByTrust_letsIn() {
        String role = role("web", ROOT);
        String tagged = ",\"Condition\":{\"StringEquals\":{\"aws:RequestTag/team\":\"blue\"}}}";
        root().updateAssumeRolePolicy(update -> update.roleName("web")
                .policyDocument(policy("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"" + ROOT
                        + "\"},\"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]" + tagged)));
        AwsCredentials ann = user("ann", EVERYTHING);

        assertThat(Refused.by(() -> assume(ann, role, how -> how.tags(tag("team", "red")))))
                .startsWith("AccessDenied: ");
        assertThatCode(() -> assume(ann, role, how -> how.tags(tag("team", "blue"))))
                .doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "Only transitive session tags pass along a chain of roles, and cannot be changed there",
            source = TAGS)
    void sessionTag_transitive_passesOn() {
        String first = trusting("first", "\"sts:*\"", EVERYTHING);
        String second = trusting("second", "\"sts:*\"", statement("Allow", "iam:ListUsers", "*", TEAM_BLUE));
        AwsCredentials ann = user("ann", EVERYTHING);
        AwsCredentials own = assume(ann, first, how -> how.tags(tag("team", "blue")));
        AwsCredentials transitive =
                assume(ann, first, how -> how.tags(tag("team", "blue")).transitiveTagKeys("team"));

        assertThat(Refused.by(client(IamClient.builder(), assume(own, second, how -> {}))::listUsers))
                .startsWith("AccessDenied: ");
        assertThatCode(client(IamClient.builder(), assume(transitive, second, how -> {}))::listUsers)
                .doesNotThrowAnyException();
        assertThat(Refused.by(() -> assume(transitive, second, how -> how.tags(tag("Team", "red")))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(
            value = "A transitive key must be one of the tags, and keys that differ in case alone are duplicates",
            source = TAGS)
    void sessionTag_malformed_isRefused() {
        String role = trusting("web", "\"sts:*\"");
        AwsCredentials ann = user("ann", EVERYTHING);

        assertThat(Refused.by(() -> assume(ann, role, how -> how.transitiveTagKeys("team"))))
                .startsWith("InvalidParameterValue: ");
        assertThat(Refused.by(() -> assume(ann, role, how -> how.tags(tag("team", "a"), tag("Team", "b")))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(
            value = "A federated user has its session tags as principal tags, given sts:TagSession",
            source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html")
    void federationToken_withTags_hasThem() {
        AwsCredentials ann = user("ann", allow("ec2:*", "*"), allow("sts:GetFederationToken", "*"));
        String session = policy(statement("Allow", "ec2:DescribeVpcs", "*", TEAM_BLUE));
        StsClient sts = client(StsClient.builder(), ann);

        assertThat(Refused.by(() -> sts.getFederationToken(
                        token -> token.name("fed").policy(session).tags(tag("team", "blue")))))
                .contains("sts:TagSession on resource: arn:aws:sts::123456789012:federated-user/fed");

        root().putUserPolicy(put -> put.userName("ann").policyName("t").policyDocument(policy(allow("sts:*", "*"))));
        AwsCredentials federated = session(sts.getFederationToken(
                        token -> token.name("fed").policy(session).tags(tag("team", "blue")))
                .credentials());
        assertThatCode(client(Ec2Client.builder(), federated)::describeVpcs).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "Managed policies given as session policies limit the role", source = ASSUMING)
    void assumeRole_managedSessionPolicies_limit() {
        String role = trusting("web", "\"sts:*\"", EVERYTHING);

        AwsCredentials session = assume(
                user("ann", EVERYTHING),
                role,
                how -> how.policyArns(List.of(PolicyDescriptorType.builder()
                        .arn("arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess")
                        .build())));

        assertThatCode(client(Ec2Client.builder(), session)::describeVpcs).doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), session)::listUsers))
                .endsWith("because no session policy allows the iam:ListUsers action");
    }

    @Test
    @AwsFact(value = "A source identity stays through a chain of roles and may be asked for", source = SOURCE_IDENTITY)
    void sourceIdentity_chained_stays() {
        String ofAnn = "{\"StringEquals\":{\"aws:SourceIdentity\":\"ann\"}}";
        String first = trusting("first", "\"sts:*\"", EVERYTHING);
        String second = trusting("second", "\"sts:*\"", statement("Allow", "iam:ListUsers", "*", ofAnn));
        AwsCredentials admin = user("admin", EVERYTHING);
        AwsCredentials ann = assume(admin, first, how -> how.sourceIdentity("ann"));
        AwsCredentials bob = assume(admin, first, how -> how.sourceIdentity("bob"));

        assertThatCode(client(IamClient.builder(), assume(ann, second, how -> {}))::listUsers)
                .doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), assume(bob, second, how -> {}))::listUsers))
                .startsWith("AccessDenied: ");
        assertThat(Refused.by(() -> assume(bob, second, how -> how.sourceIdentity("ann"))))
                .contains("sts:SetSourceIdentity");
    }

    @Test
    @AwsFact(value = "A role that does not allow sts:SetSourceIdentity ends the chain", source = SOURCE_IDENTITY)
    void sourceIdentity_nextRoleDoesNotAllowIt_isDenied() {
        String first = trusting("first", "\"sts:*\"", EVERYTHING);
        String second = trusting("second", "\"sts:AssumeRole\"");
        AwsCredentials ann = assume(user("ann", EVERYTHING), first, how -> how.sourceIdentity("ann"));

        assertThat(Refused.by(() -> assume(ann, second, how -> {})))
                .contains("is not authorized to perform: sts:SetSourceIdentity on resource: " + second);
    }
}
