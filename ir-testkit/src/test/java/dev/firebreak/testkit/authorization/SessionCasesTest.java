package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

class SessionCasesTest extends EnforcedCases {
    private static final String REVOKING =
            "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html";
    private static final String ASSUMING = "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html";
    private static final String SESSION_TOKEN =
            "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html";
    private static final String ANN = "arn:aws:iam::123456789012:user/ann";
    private static final String ROOT = "arn:aws:iam::123456789012:root";

    private AwsCredentials assume(AwsCredentials by, String role) {
        return session(client(StsClient.builder(), by)
                .assumeRole(assume -> assume.roleArn(role).roleSessionName("session"))
                .credentials());
    }

    @Test
    @AwsFact(value = "A role that trusts a user by name can be assumed without a policy of the user", source = ASSUMING)
    void assumeRole_trustsUser_isAllowed() {
        AwsCredentials ann = user("ann");

        AwsCredentials session = assume(ann, role("web", ANN, allow("ec2:*", "*")));

        assertThatCode(client(Ec2Client.builder(), session)::describeVpcs).doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), session)::listUsers))
                .startsWith(
                        "AccessDenied: User: arn:aws:sts::123456789012:assumed-role/web/session is not authorized to "
                                + "perform: iam:ListUsers");
    }

    @Test
    @AwsFact(value = "A role that trusts the account leaves it to the user's policies", source = ASSUMING)
    void assumeRole_trustsAccount_takesPolicyOfUser() {
        String role = role("web", ROOT);
        AwsCredentials ann = user("ann");
        AwsCredentials bob = user("bob", allow("sts:AssumeRole", role));

        assertThat(Refused.by(() -> assume(ann, role)))
                .isEqualTo("AccessDenied: User: " + ANN + " is not authorized to perform: sts:AssumeRole on resource: "
                        + role + " because no identity-based policy allows the sts:AssumeRole action");
        assertThatCode(() -> assume(bob, role)).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "A role that does not trust the caller cannot be assumed", source = ASSUMING)
    void assumeRole_notTrusted_isDenied() {
        user("bob");
        String role = role("web", "arn:aws:iam::123456789012:user/bob");

        assertThat(Refused.by(() -> assume(user("ann", EVERYTHING), role)))
                .endsWith("because no role trust policy allows the sts:AssumeRole action");
    }

    @Test
    @AwsFact(value = "A session policy limits the role", source = ASSUMING)
    void assumeRole_sessionPolicy_limits() {
        AwsCredentials ann = user("ann");
        String role = role("web", ANN, EVERYTHING);

        AwsCredentials session = session(client(StsClient.builder(), ann)
                .assumeRole(assume ->
                        assume.roleArn(role).roleSessionName("session").policy(policy(allow("ec2:Describe*", "*"))))
                .credentials());

        assertThatCode(client(Ec2Client.builder(), session)::describeVpcs).doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), session)::listUsers))
                .endsWith("because no session policy allows the iam:ListUsers action");
    }

    @Test
    @AwsFact(value = "Revoking cuts sessions issued before, and not those issued after", source = REVOKING)
    void revokeOlderSessions_olderAndNewer_cutsTheOlder() {
        AwsCredentials ann = user("ann");
        String role = role("web", ANN, EVERYTHING);
        IamClient older = client(IamClient.builder(), assume(ann, role));
        assertThatCode(older::listUsers).doesNotThrowAnyException();
        clock.advance(Duration.ofMinutes(5));
        String before = "{\"DateLessThan\":{\"aws:TokenIssueTime\":\"" + clock.instant() + "\"}}";

        root().putRolePolicy(put -> put.roleName("web")
                .policyName("AWSRevokeOlderSessions")
                .policyDocument(policy(statement("Deny", "*", "*", before))));

        assertThat(Refused.by(older::listUsers)).endsWith("with an explicit deny in an identity-based policy");
        assertThatCode(client(IamClient.builder(), assume(ann, role))::listUsers)
                .doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "A condition on the issue time never concerns long-term keys", source = REVOKING)
    void revokeOlderSessions_longTermKey_works() {
        String before = "{\"DateLessThan\":{\"aws:TokenIssueTime\":\"2030-01-01T00:00:00Z\"}}";
        AwsCredentials ann = user("ann", EVERYTHING, statement("Deny", "*", "*", before));

        assertThatCode(client(IamClient.builder(), ann)::listUsers).doesNotThrowAnyException();
        AwsCredentials token =
                session(client(StsClient.builder(), ann).getSessionToken().credentials());
        assertThat(Refused.by(client(Ec2Client.builder(), token)::describeVpcs)).startsWith("UnauthorizedOperation");
    }

    @Test
    @AwsFact(value = "A session token without MFA cannot call IAM", source = SESSION_TOKEN)
    void sessionToken_withoutMfa_cannotCallIam() {
        AwsCredentials ann = user("ann", EVERYTHING);
        AwsCredentials token =
                session(client(StsClient.builder(), ann).getSessionToken().credentials());

        assertThat(Refused.by(client(IamClient.builder(), token)::listUsers)).startsWith("InvalidClientTokenId: ");
        assertThatCode(client(Ec2Client.builder(), token)::describeVpcs).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "A federated user may do what both its user and its session policy allow",
            source = "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html")
    void federated_policies_intersect() {
        AwsCredentials ann = user("ann", allow("ec2:*", "*"), allow("sts:*", "*"));
        StsClient sts = client(StsClient.builder(), ann);

        AwsCredentials without =
                session(sts.getFederationToken(token -> token.name("fed")).credentials());
        AwsCredentials with =
                session(sts.getFederationToken(token -> token.name("fed").policy(policy(allow("ec2:Describe*", "*"))))
                        .credentials());

        assertThat(Refused.by(client(Ec2Client.builder(), without)::describeVpcs))
                .endsWith("because no session policy allows the ec2:DescribeVpcs action");
        assertThatCode(client(Ec2Client.builder(), with)::describeVpcs).doesNotThrowAnyException();
    }
}
