package dev.firebreak.testkit.service.organizations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.AccountState;
import software.amazon.awssdk.services.organizations.model.ChildType;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountState;
import software.amazon.awssdk.services.organizations.model.CreateAccountStatus;
import software.amazon.awssdk.services.organizations.model.ParentType;
import software.amazon.awssdk.services.organizations.model.PolicySummary;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.sts.StsClient;

class OrganizationsCasesTest extends ServiceCases {
    private static final String USER_GUIDE = "https://docs.aws.amazon.com/organizations/latest/userguide/";
    private static final String API = "https://docs.aws.amazon.com/organizations/latest/APIReference/";
    private static final PolicyType SCP = PolicyType.SERVICE_CONTROL_POLICY;
    private static final String DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"s3:*\",\"Resource\":\"*\"}]}";

    private OrganizationsClient organizations;
    private String root;

    @BeforeEach
    void createOrganization() {
        organizations = client(OrganizationsClient.builder());
        organizations.createOrganization(request -> {});
        root = organizations.listRoots().roots().get(0).id();
    }

    private CreateAccountStatus request(String name) {
        return organizations
                .createAccount(account -> account.accountName(name).email(name + "@example.com"))
                .createAccountStatus();
    }

    private CreateAccountStatus status(CreateAccountStatus request) {
        return organizations
                .describeCreateAccountStatus(query -> query.createAccountRequestId(request.id()))
                .createAccountStatus();
    }

    private String account(String name) {
        CreateAccountStatus requested = request(name);
        clock.advance(Duration.ofMinutes(1));
        return status(requested).accountId();
    }

    private String unit(String parent, String name) {
        return organizations
                .createOrganizationalUnit(unit -> unit.parentId(parent).name(name))
                .organizationalUnit()
                .id();
    }

    private String policy(String name) {
        return organizations
                .createPolicy(
                        policy -> policy.name(name).description("").type(SCP).content(DENY))
                .policy()
                .policySummary()
                .id();
    }

    private AwsCredentialsProvider entered(String account) {
        IamClient iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("admin"));
        iam.attachUserPolicy(
                attach -> attach.userName("admin").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        var key = iam.createAccessKey(create -> create.userName("admin")).accessKey();
        var admin =
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
        var session = client(StsClient.builder())
                .assumeRole(assume -> assume.roleSessionName("ir")
                        .roleArn("arn:aws:iam::" + account + ":role/OrganizationAccountAccessRole")
                        .overrideConfiguration(override -> override.credentialsProvider(admin)))
                .credentials();
        return StaticCredentialsProvider.create(
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken()));
    }

    @Test
    @AwsFact(
            value = "An organization with all features has service control policies enabled and FullAWSAccess attached",
            source = API + "API_CreateOrganization.html")
    void createOrganization_allFeatures_attachesFullAccess() {
        assertThat(organizations
                        .listPoliciesForTarget(query -> query.targetId(root).filter(SCP))
                        .policies())
                .extracting(PolicySummary::name)
                .containsExactly("FullAWSAccess");
        assertThat(Refused.by(() -> organizations.createOrganization(request -> {})))
                .startsWith("AlreadyInOrganizationException: ");
    }

    @Test
    @AwsFact(
            value = "CreateAccount works asynchronously and leaves an access role in the new account",
            source = API + "API_CreateAccount.html")
    void createAccount_afterAWhile_hasSucceeded() {
        CreateAccountStatus requested = request("app");
        assertThat(requested.state()).isEqualTo(CreateAccountState.IN_PROGRESS);
        assertThat(requested.accountId()).isNull();

        clock.advance(Duration.ofMinutes(1));

        CreateAccountStatus done = status(requested);
        assertThat(done.state()).isEqualTo(CreateAccountState.SUCCEEDED);
        assertThat(organizations.listAccounts().accounts())
                .extracting(Account::name)
                .containsExactly("management", "app");
    }

    @Test
    @AwsFact(
            value = "An address that an account has already makes the creation fail",
            source = API + "API_CreateAccountStatus.html")
    void createAccount_takenAddress_fails() {
        account("app");
        CreateAccountStatus again = request("app");
        clock.advance(Duration.ofMinutes(1));
        assertThat(status(again).state()).isEqualTo(CreateAccountState.FAILED);
        assertThat(status(again).failureReason()).isEqualTo(CreateAccountFailureReason.EMAIL_ALREADY_EXISTS);
    }

    @Test
    @AwsFact(
            value = "An account is moved from the parent that it is under, into an existing one",
            source = API + "API_MoveAccount.html")
    void moveAccount_toQuarantine_changesItsParent() {
        String account = account("app");
        String quarantine = unit(root, "Quarantine");

        organizations.moveAccount(
                move -> move.accountId(account).sourceParentId(root).destinationParentId(quarantine));

        assertThat(organizations.listParents(query -> query.childId(account)).parents())
                .singleElement()
                .satisfies(parent -> {
                    assertThat(parent.id()).isEqualTo(quarantine);
                    assertThat(parent.type()).isEqualTo(ParentType.ORGANIZATIONAL_UNIT);
                });
        assertThat(organizations
                        .listChildren(query -> query.parentId(quarantine).childType(ChildType.ACCOUNT))
                        .children())
                .singleElement()
                .satisfies(child -> assertThat(child.id()).isEqualTo(account));
        assertThat(Refused.by(() -> organizations.moveAccount(
                        move -> move.accountId(account).sourceParentId(root).destinationParentId(quarantine))))
                .startsWith("SourceParentNotFoundException: ");
    }

    @Test
    @AwsFact(
            value = "At most five service control policies are attached to a target",
            source = USER_GUIDE + "orgs_reference_limits.html")
    void attachPolicy_sixth_isRefused() {
        String unit = unit(root, "Quarantine");
        for (int number = 1; number <= 4; number++) {
            String policy = policy("deny-" + number);
            organizations.attachPolicy(attach -> attach.policyId(policy).targetId(unit));
        }
        String sixth = policy("deny-5");
        assertThat(Refused.by(() -> organizations.attachPolicy(
                        attach -> attach.policyId(sixth).targetId(unit))))
                .startsWith("ConstraintViolationException: ");
    }

    @Test
    @AwsFact(
            value = "The last service control policy cannot be detached from a target",
            source = USER_GUIDE + "orgs_manage_policies_scps_attach.html")
    void detachPolicy_last_isRefused() {
        assertThat(Refused.by(() -> organizations.detachPolicy(
                        detach -> detach.policyId("p-FullAWSAccess").targetId(root))))
                .isEqualTo("ConstraintViolationException: You cannot remove the last policy attached to the "
                        + "specified target. You must have at least one attached at all times.");

        String deny = policy("deny");
        organizations.attachPolicy(attach -> attach.policyId(deny).targetId(root));
        organizations.detachPolicy(detach -> detach.policyId("p-FullAWSAccess").targetId(root));
        assertThat(organizations
                        .listTargetsForPolicy(query -> query.policyId(deny))
                        .targets())
                .singleElement()
                .satisfies(target -> assertThat(target.targetId()).isEqualTo(root));
    }

    @Test
    @AwsFact(
            value = "A service control policy has at most 5120 characters and names no principal",
            source = USER_GUIDE + "orgs_reference_limits.html")
    void createPolicy_tooLongOrWithPrincipal_isRefused() {
        String padded = DENY + " ".repeat(5121 - DENY.length());
        assertThat(Refused.by(() -> organizations.createPolicy(
                        policy -> policy.name("long").type(SCP).content(padded))))
                .startsWith("ConstraintViolationException: ");
        String named = DENY.replace("\"Effect\"", "\"Principal\":\"*\",\"Effect\"");
        assertThat(Refused.by(() -> organizations.createPolicy(
                        policy -> policy.name("named").type(SCP).content(named))))
                .startsWith("MalformedPolicyDocumentException: ");
    }

    @Test
    @AwsFact(
            value = "A policy that is attached cannot be deleted, and that of AWS never",
            source = API + "API_DeletePolicy.html")
    void deletePolicy_attachedOrOfAws_isRefused() {
        String deny = policy("deny");
        organizations.attachPolicy(attach -> attach.policyId(deny).targetId(root));
        assertThat(Refused.by(() -> organizations.deletePolicy(delete -> delete.policyId(deny))))
                .startsWith("PolicyInUseException: ");
        assertThat(Refused.by(() -> organizations.deletePolicy(delete -> delete.policyId("p-FullAWSAccess"))))
                .startsWith("InvalidInputException: ");
    }

    @Test
    @AwsFact(
            value = "Disabling the policy type detaches all its policies; enabling it attaches FullAWSAccess",
            source = API + "API_DisablePolicyType.html")
    void disablePolicyType_andEnable_startsAnew() {
        String deny = policy("deny");
        organizations.attachPolicy(attach -> attach.policyId(deny).targetId(root));
        organizations.disablePolicyType(type -> type.rootId(root).policyType(SCP));
        assertThat(Refused.by(() -> organizations.attachPolicy(
                        attach -> attach.policyId(deny).targetId(root))))
                .startsWith("PolicyTypeNotEnabledException: ");

        organizations.enablePolicyType(type -> type.rootId(root).policyType(SCP));

        assertThat(organizations
                        .listPoliciesForTarget(query -> query.targetId(root).filter(SCP))
                        .policies())
                .extracting(PolicySummary::id)
                .containsExactly("p-FullAWSAccess");
    }

    @Test
    @AwsFact(value = "Units nest five deep below the root", source = USER_GUIDE + "orgs_reference_limits.html")
    void createOrganizationalUnit_sixthLevel_isRefused() {
        String parent = root;
        for (int level = 1; level <= 5; level++) {
            parent = unit(parent, "level-" + level);
        }
        String deepest = parent;
        assertThat(Refused.by(() -> unit(deepest, "level-6"))).startsWith("ConstraintViolationException: ");
        assertThat(Refused.by(() -> unit(root, "level-1"))).startsWith("DuplicateOrganizationalUnitException: ");
    }

    @Test
    @AwsFact(
            value = "A member account may describe its organization but not list or change it",
            source = API + "API_DescribeOrganization.html")
    void memberAccount_listAccounts_isDenied() {
        AwsCredentialsProvider member = entered(account("app"));
        assertThat(organizations
                        .describeOrganization(
                                query -> query.overrideConfiguration(override -> override.credentialsProvider(member)))
                        .organization()
                        .masterAccountId())
                .isEqualTo(organizations.describeOrganization().organization().masterAccountId());
        assertThat(Refused.by(() -> organizations.listAccounts(
                        query -> query.overrideConfiguration(override -> override.credentialsProvider(member)))))
                .isEqualTo("AccessDeniedException: You don't have permissions to access this resource.");
        assertThat(Refused.by(() -> organizations.createOrganizationalUnit(unit -> unit.parentId(root)
                        .name("x")
                        .overrideConfiguration(override -> override.credentialsProvider(member)))))
                .startsWith("AccessDeniedException: ");
    }

    @Test
    @AwsFact(value = "A closed account is pending closure, then suspended", source = API + "API_CloseAccount.html")
    void closeAccount_afterAWhile_isSuspended() {
        String account = account("app");
        organizations.closeAccount(close -> close.accountId(account));
        assertThat(state(account)).isEqualTo(AccountState.PENDING_CLOSURE);
        clock.advance(Duration.ofMinutes(5));
        assertThat(state(account)).isEqualTo(AccountState.SUSPENDED);
        assertThat(Refused.by(() -> organizations.closeAccount(close -> close.accountId(account))))
                .startsWith("AccountAlreadyClosedException: ");
    }

    private AccountState state(String account) {
        return organizations
                .describeAccount(query -> query.accountId(account))
                .account()
                .state();
    }

    @Test
    @AwsFact(
            value = "Only for a service with trusted access can an account be delegated administrator",
            source = API + "API_RegisterDelegatedAdministrator.html")
    void registerDelegatedAdministrator_untrustedService_isRefused() {
        String account = account("security");
        assertThat(Refused.by(() -> organizations.registerDelegatedAdministrator(
                        register -> register.accountId(account).servicePrincipal("guardduty.amazonaws.com"))))
                .startsWith("ConstraintViolationException: ");

        organizations.enableAWSServiceAccess(enable -> enable.servicePrincipal("guardduty.amazonaws.com"));
        organizations.registerDelegatedAdministrator(
                register -> register.accountId(account).servicePrincipal("guardduty.amazonaws.com"));

        assertThat(organizations.listDelegatedAdministrators(query -> {}).delegatedAdministrators())
                .singleElement()
                .satisfies(administrator -> assertThat(administrator.id()).isEqualTo(account));
    }

    @Test
    @AwsFact(
            value = "Lists give at most 20 entries a page and refuse tokens of others",
            source = API + "API_ListOrganizationalUnitsForParent.html")
    void listOrganizationalUnits_moreThanAPage_givesAToken() {
        for (int number = 0; number < 21; number++) {
            unit(root, "unit-" + number);
        }
        var first = organizations.listOrganizationalUnitsForParent(query -> query.parentId(root));
        assertThat(first.organizationalUnits()).hasSize(20);
        assertThat(organizations
                        .listOrganizationalUnitsForParent(
                                query -> query.parentId(root).nextToken(first.nextToken()))
                        .organizationalUnits())
                .hasSize(1);
        assertThat(Refused.by(() -> organizations.listOrganizationalUnitsForParent(
                        query -> query.parentId(root).nextToken("mine"))))
                .startsWith("InvalidInputException: ");
    }
}
