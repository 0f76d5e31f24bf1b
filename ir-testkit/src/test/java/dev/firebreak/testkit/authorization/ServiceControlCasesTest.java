package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.EnforcedCases;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.Session;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.sts.StsClient;

class ServiceControlCasesTest extends EnforcedCases {
    private static final String SCPS =
            "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html";
    private static final String EVALUATION =
            "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html";
    private static final PolicyType SCP = PolicyType.SERVICE_CONTROL_POLICY;
    private static final String FULL_ACCESS = "p-FullAWSAccess";
    private static final String DENIED = "with an explicit deny in a service control policy";
    private static final String NOT_ALLOWED = "because no service control policy allows the iam:ListUsers action";

    private OrganizationsClient organizations;
    private String root;
    private String unit;
    private String member;
    private IamClient inMember;

    @BeforeEach
    void createMemberAccount() {
        organizations = client(OrganizationsClient.builder());
        organizations.createOrganization(request -> {});
        root = organizations.listRoots().roots().get(0).id();
        unit = unit("Workloads");
        member = account();
        organizations.moveAccount(
                move -> move.accountId(member).sourceParentId(root).destinationParentId(unit));
        inMember = client(IamClient.builder(), enter(user("admin", EVERYTHING)));
    }

    private String unit(String name) {
        return organizations
                .createOrganizationalUnit(make -> make.parentId(root).name(name))
                .organizationalUnit()
                .id();
    }

    private String account() {
        String request = organizations
                .createAccount(account -> account.accountName("app").email("app@example.com"))
                .createAccountStatus()
                .id();
        clock.advance(Duration.ofMinutes(1));
        return organizations
                .describeCreateAccountStatus(query -> query.createAccountRequestId(request))
                .createAccountStatus()
                .accountId();
    }

    /** Credentials of the role that an account has from its creation, which may do everything. */
    private AwsCredentials enter(AwsCredentials by) {
        return session(client(StsClient.builder(), by)
                .assumeRole(assume -> assume.roleSessionName("ir")
                        .roleArn("arn:aws:iam::" + member + ":role/OrganizationAccountAccessRole"))
                .credentials());
    }

    private String control(String name, String... statements) {
        return organizations
                .createPolicy(make -> make.name(name).description("").type(SCP).content(policy(statements)))
                .policy()
                .policySummary()
                .id();
    }

    private void attach(String policy, String target) {
        organizations.attachPolicy(attach -> attach.policyId(policy).targetId(target));
    }

    private void detach(String policy, String target) {
        organizations.detachPolicy(detach -> detach.policyId(policy).targetId(target));
    }

    @Test
    @AwsFact(
            value = "A deny at the root, a unit or the account itself binds an administrator of the account",
            source = SCPS)
    void attachedDeny_atAnyLevel_bindsAdministrator() {
        String deny = control("NoListing", deny("iam:ListUsers", "*"));

        for (String target : new String[] {root, unit, member}) {
            attach(deny, target);
            assertThat(Refused.by(inMember::listUsers))
                    .startsWith("AccessDenied: ")
                    .endsWith(DENIED);
            assertThatCode(inMember::listRoles).doesNotThrowAnyException();
            detach(deny, target);
            assertThatCode(inMember::listUsers).doesNotThrowAnyException();
        }
    }

    @Test
    @AwsFact(value = "The root user of a member account is bound, the management account is not", source = SCPS)
    void attachedDeny_atRoot_sparesManagementAccount() {
        attach(control("NoListing", deny("iam:ListUsers", "*")), root);
        IamClient administrator = client(IamClient.builder(), user("ann", EVERYTHING));

        assertThatCode(administrator::listUsers).doesNotThrowAnyException();
        assertThatCode(root()::listUsers).doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), member)::listUsers)).endsWith(DENIED);
    }

    @Test
    @AwsFact(value = "An account of no organization is not bound", source = SCPS)
    void attachedDeny_atRoot_sparesOtherAccounts() {
        attach(control("NoListing", deny("*", "*")), root);

        assertThatCode(client(IamClient.builder(), "999988887777")::listUsers).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(value = "Service-linked roles are not bound", source = SCPS)
    void attachedDeny_serviceLinkedRole_isNotBound() {
        Role linked = inMember.createServiceLinkedRole(make -> make.awsServiceName("autoscaling.amazonaws.com"))
                .role();
        attach(control("NoListing", deny("iam:ListUsers", "*")), root);

        assertThatCode(client(IamClient.builder(), service(linked))::listUsers).doesNotThrowAnyException();
        assertThat(Refused.by(inMember::listUsers)).endsWith(DENIED);
    }

    /** A session such as the service has, of the role given the permission to list users. */
    private AwsCredentials service(Role linked) {
        IamRole role = fake.world()
                .account(member)
                .iam()
                .roles()
                .find(linked.roleName())
                .orElseThrow();
        role.inlinePolicies().put("p", policy(allow("iam:ListUsers", "*")));
        Session session = fake.world().credentials().assume(role, "service", Duration.ofHours(1), Session.Context.NONE);
        return AwsSessionCredentials.create(session.accessKeyId(), session.secret(), session.token());
    }

    @Test
    @AwsFact(value = "An action must be allowed at every level from the root to the account", source = EVALUATION)
    void allowList_atOneLevel_deniesTheRest() {
        attach(control("StorageOnly", allow("s3:*", "*")), unit);
        assertThatCode(inMember::listUsers).doesNotThrowAnyException();

        detach(FULL_ACCESS, unit);

        assertThat(Refused.by(inMember::listUsers)).endsWith(NOT_ALLOWED);
    }

    @Test
    @AwsFact(value = "Service control policies grant nothing", source = SCPS)
    void fullAccess_userWithoutPolicies_isDenied() {
        inMember.createUser(user -> user.userName("bob"));
        var key = inMember.createAccessKey(create -> create.userName("bob")).accessKey();
        AwsCredentials bob = AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey());

        assertThat(Refused.by(client(IamClient.builder(), bob)::listUsers))
                .endsWith("because no identity-based policy allows the iam:ListUsers action");
    }

    @Test
    @AwsFact(value = "Moving an account to a unit that denies everything quarantines it", source = EVALUATION)
    void moveAccount_intoQuarantine_stopsItsSessions() {
        String quarantine = unit("Quarantine");
        attach(control("DenyAll", deny("*", "*")), quarantine);
        assertThatCode(inMember::listUsers).doesNotThrowAnyException();

        organizations.moveAccount(
                move -> move.accountId(member).sourceParentId(unit).destinationParentId(quarantine));

        assertThat(Refused.by(inMember::listUsers)).endsWith(DENIED);
    }

    @Test
    @AwsFact(value = "An exemption by the principal's ARN leaves the responder's role free", source = SCPS)
    void attachedDeny_exemptingResponder_bindsOthers() {
        String others = "{\"ArnNotLike\":{\"aws:PrincipalArn\":\"arn:aws:iam::*:role/OrganizationAccountAccessRole\"}}";
        attach(control("Contain", statement("Deny", "*", "*", others)), member);

        assertThatCode(inMember::listUsers).doesNotThrowAnyException();
        assertThat(Refused.by(client(IamClient.builder(), member)::listUsers)).endsWith(DENIED);
    }

    @Test
    @AwsFact(
            value = "Policies of a disabled type do not bind",
            source = "https://docs.aws.amazon.com/organizations/latest/APIReference/API_DisablePolicyType.html")
    void disablePolicyType_attachedDeny_isLifted() {
        attach(control("NoListing", deny("iam:ListUsers", "*")), root);
        assertThat(Refused.by(inMember::listUsers)).endsWith(DENIED);

        organizations.disablePolicyType(disable -> disable.rootId(root).policyType(SCP));

        assertThatCode(inMember::listUsers).doesNotThrowAnyException();
    }

    @Test
    @AwsFact(
            value = "A resource control policy shuts principals of other accounts out of an account's resources",
            source = "https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html")
    void resourceControl_outsider_isDenied() {
        AwsCredentials outsider = user("outsider", EVERYTHING);
        String role = inMember.createRole(make -> make.roleName("shared")
                        .assumeRolePolicyDocument(policy("{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"*\"},"
                                + "\"Action\":\"sts:AssumeRole\"}")))
                .role()
                .arn();
        StsClient sts = client(StsClient.builder(), outsider);
        assertThatCode(() -> sts.assumeRole(assume -> assume.roleArn(role).roleSessionName("session")))
                .doesNotThrowAnyException();

        organizations.enablePolicyType(enable -> enable.rootId(root).policyType(PolicyType.RESOURCE_CONTROL_POLICY));
        assertThatCode(() -> sts.assumeRole(assume -> assume.roleArn(role).roleSessionName("session")))
                .doesNotThrowAnyException();
        attach(resourceControl(), unit);

        assertThat(Refused.by(
                        () -> sts.assumeRole(assume -> assume.roleArn(role).roleSessionName("session"))))
                .endsWith("with an explicit deny in a resource control policy");
    }

    /** Nobody but principals of the member account itself may assume its roles. */
    private String resourceControl() {
        String document =
                policy("{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\","
                        + "\"Condition\":{\"StringNotEquals\":{\"aws:PrincipalAccount\":\"" + member + "\"}}}");
        return organizations
                .createPolicy(make -> make.name("Own")
                        .description("")
                        .type(PolicyType.RESOURCE_CONTROL_POLICY)
                        .content(document))
                .policy()
                .policySummary()
                .id();
    }
}
