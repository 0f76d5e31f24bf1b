package dev.firebreak.testkit.service.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.JobStatusType;
import software.amazon.awssdk.services.iam.model.PolicyGrantingServiceAccess;
import software.amazon.awssdk.services.iam.model.ServiceLastAccessed;
import software.amazon.awssdk.services.iam.model.UserDetail;

class PolicyCasesTest extends ServiceCases {
    private static final String USER_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/";
    private static final String API = "https://docs.aws.amazon.com/IAM/latest/APIReference/";
    private static final String TRUST = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Principal\":{\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";
    private static final String ALLOW_S3 = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
            + "\"Action\":\"s3:Get*\",\"Resource\":\"*\"}]}";

    private IamClient iam;

    @BeforeEach
    void createUser() {
        iam = client(IamClient.builder());
        iam.createUser(user -> user.userName("alice"));
    }

    private String policy(String name) {
        return iam.createPolicy(policy -> policy.policyName(name).policyDocument(ALLOW_S3))
                .policy()
                .arn();
    }

    private static String padded(int characters) {
        String sid = "x".repeat(characters - ALLOW_S3.length() - "\"Sid\":\"\",".length());
        return ALLOW_S3.replace("\"Effect\"", "\"Sid\":\"" + sid + "\",\"Effect\"");
    }

    @Test
    @AwsFact(
            value = "The inline policies of a user have at most 2048 characters together, white space not counted",
            source = USER_GUIDE + "reference_iam-quotas.html")
    void putUserPolicy_over2048_isLimitExceeded() {
        iam.putUserPolicy(put -> put.userName("alice")
                .policyName("full")
                .policyDocument(padded(2048).replace(",", ", \n")));
        assertThat(Refused.by(() -> iam.putUserPolicy(
                        put -> put.userName("alice").policyName("deny").policyDocument(ALLOW_S3))))
                .isEqualTo("LimitExceeded: Maximum policy size of 2048 bytes exceeded for user alice");
    }

    @Test
    @AwsFact(
            value = "A user has at most 10 managed policies and a role 20",
            source = USER_GUIDE + "reference_iam-quotas.html")
    void attachPolicy_overTheQuota_isLimitExceeded() {
        iam.createRole(role -> role.roleName("web").assumeRolePolicyDocument(TRUST));
        for (int number = 0; number < 20; number++) {
            String arn = policy("p" + number);
            iam.attachRolePolicy(attach -> attach.roleName("web").policyArn(arn));
            if (number < 10) {
                iam.attachUserPolicy(attach -> attach.userName("alice").policyArn(arn));
            }
        }
        String last = "arn:aws:iam::aws:policy/AWSDenyAll";
        assertThat(Refused.by(() ->
                        iam.attachUserPolicy(attach -> attach.userName("alice").policyArn(last))))
                .isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerUser: 10");
        assertThat(Refused.by(() ->
                        iam.attachRolePolicy(attach -> attach.roleName("web").policyArn(last))))
                .isEqualTo("LimitExceeded: Cannot exceed quota for PoliciesPerRole: 20");
    }

    @Test
    @AwsFact(
            value = "The authorization details tell of users, roles and the policies in use",
            source = API + "API_GetAccountAuthorizationDetails.html")
    void getAccountAuthorizationDetails_filtered_hasOnlyThose() {
        iam.putUserPolicy(put -> put.userName("alice").policyName("inline").policyDocument(ALLOW_S3));
        iam.attachUserPolicy(attach -> attach.userName("alice").policyArn("arn:aws:iam::aws:policy/AWSDenyAll"));
        iam.createRole(role -> role.roleName("web").assumeRolePolicyDocument(TRUST));

        var all = iam.getAccountAuthorizationDetails();
        assertThat(all.userDetailList()).singleElement().satisfies(PolicyCasesTest::hasBoth);
        assertThat(all.roleDetailList()).hasSize(1);
        assertThat(all.policies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.policyName()).isEqualTo("AWSDenyAll"));

        var users = iam.getAccountAuthorizationDetails(query -> query.filter(EntityType.USER));
        assertThat(users.userDetailList()).hasSize(1);
        assertThat(users.roleDetailList()).isEmpty();

        var page = iam.getAccountAuthorizationDetails(query -> query.maxItems(1));
        assertThat(page.isTruncated()).isTrue();
        assertThat(iam.getAccountAuthorizationDetails(query -> query.maxItems(5).marker(page.marker()))
                        .roleDetailList())
                .hasSize(1);
    }

    private static void hasBoth(UserDetail user) {
        assertThat(user.attachedManagedPolicies())
                .extracting(AttachedPolicy::policyName)
                .containsExactly("AWSDenyAll");
        assertThat(user.userPolicyList().get(0).policyDocument()).startsWith("%7B%22Version%22");
    }

    @Test
    @AwsFact(
            value = "The services that an entity may use are reported by a job, the unused ones too",
            source = API + "API_GenerateServiceLastAccessedDetails.html")
    void getServiceLastAccessedDetails_done_listsGrantedServices() {
        String arn = iam.getUser(query -> query.userName("alice")).user().arn();
        iam.putUserPolicy(put -> put.userName("alice").policyName("inline").policyDocument(ALLOW_S3));
        String job = iam.generateServiceLastAccessedDetails(generate -> generate.arn(arn))
                .jobId();
        assertThat(iam.getServiceLastAccessedDetails(query -> query.jobId(job)).jobStatus())
                .isEqualTo(JobStatusType.IN_PROGRESS);
        clock.advance(Duration.ofMinutes(1));
        var done = iam.getServiceLastAccessedDetails(query -> query.jobId(job));
        assertThat(done.jobStatus()).isEqualTo(JobStatusType.COMPLETED);
        assertThat(done.servicesLastAccessed())
                .extracting(ServiceLastAccessed::serviceNamespace)
                .containsExactly("s3");
        assertThat(done.servicesLastAccessed().get(0).lastAuthenticated()).isNull();
    }

    @Test
    @AwsFact(
            value = "The policies that grant access to a service include those of the user's groups",
            source = API + "API_ListPoliciesGrantingServiceAccess.html")
    void listPoliciesGrantingServiceAccess_byGroup_listsIt() {
        String arn = iam.getUser(query -> query.userName("alice")).user().arn();
        iam.createGroup(group -> group.groupName("readers"));
        iam.putGroupPolicy(put -> put.groupName("readers").policyName("read").policyDocument(ALLOW_S3));
        iam.addUserToGroup(add -> add.groupName("readers").userName("alice"));
        iam.updateGroup(update -> update.groupName("readers").newGroupName("viewers"));

        var services = iam.listPoliciesGrantingServiceAccess(
                        query -> query.arn(arn).serviceNamespaces("s3", "ec2"))
                .policiesGrantingServiceAccess();

        assertThat(services.get(0).policies())
                .extracting(PolicyGrantingServiceAccess::entityName)
                .containsExactly("viewers");
        assertThat(services.get(1).policies()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "An OpenID Connect provider is deleted idempotently, a SAML provider is not",
            source = API + "API_DeleteOpenIDConnectProvider.html")
    void deleteProvider_missing_differsByKind() {
        String arn = iam.createOpenIDConnectProvider(
                        create -> create.url("https://token.example.com").clientIDList("sts.amazonaws.com"))
                .openIDConnectProviderArn();
        assertThat(Refused.by(() -> iam.createOpenIDConnectProvider(create -> create.url("https://token.example.com"))))
                .isEqualTo("EntityAlreadyExists: Provider with url https://token.example.com already exists.");
        iam.deleteOpenIDConnectProvider(delete -> delete.openIDConnectProviderArn(arn));
        iam.deleteOpenIDConnectProvider(delete -> delete.openIDConnectProviderArn(arn));
        assertThat(iam.listOpenIDConnectProviders().openIDConnectProviderList()).isEmpty();
        String saml = arn.replace("oidc-provider/token.example.com", "saml-provider/Okta");
        assertThat(Refused.by(() -> iam.deleteSAMLProvider(delete -> delete.samlProviderArn(saml))))
                .startsWith("NoSuchEntity: ");
    }

    @Test
    @AwsFact(
            value = "A policy is refused when written if its actions, resources or conditions are malformed",
            source = USER_GUIDE + "reference_policies_grammar.html")
    void createPolicy_malformed_saysWhy() {
        assertThat(refusal("s3:Get*", "s3Get")).contains("must be prefaced by a vendor");
        assertThat(refusal("s3:Get*", "s3:Get:Object")).contains("can contain only one colon");
        assertThat(refusal("\"*\"", "\"bucket\"")).contains("must be in ARN format");
        assertThat(refusal("\"*\"", "\"arn:azure:s3:::b\"")).contains("Partition \"azure\" is not valid");
        assertThat(refusal("\"*\"", "\"arn:aws:iam:us-east-1::user/x\"")).contains("cannot contain region");
        assertThat(refusal("\"Effect\"", "\"Principal\":\"*\",\"Effect\"")).contains("should not specify a principal");
        assertThat(refusal("\"Effect\"", "\"Condition\":{\"StringIs\":{\"aws:userid\":\"x\"}},\"Effect\""))
                .contains("Syntax errors in policy.");
        assertThat(refusal("\"Effect\":\"Allow\",", "")).contains("Syntax errors in policy.");
    }

    private String refusal(String part, String replacement) {
        String document = ALLOW_S3.replace(part, replacement);
        String refused = Refused.by(
                () -> iam.createPolicy(policy -> policy.policyName("bad").policyDocument(document)));
        assertThat(refused).startsWith("MalformedPolicyDocument: ");
        return refused;
    }
}
