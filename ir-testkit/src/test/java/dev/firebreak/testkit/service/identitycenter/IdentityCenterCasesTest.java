package dev.firebreak.testkit.service.identitycenter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.identitystore.IdentitystoreClient;
import software.amazon.awssdk.services.identitystore.model.AttributeOperation;
import software.amazon.awssdk.services.identitystore.model.MemberId;
import software.amazon.awssdk.services.organizations.OrganizationsClient;
import software.amazon.awssdk.services.ssoadmin.SsoAdminClient;
import software.amazon.awssdk.services.ssoadmin.model.AccountAssignmentOperationStatus;
import software.amazon.awssdk.services.ssoadmin.model.PrincipalType;
import software.amazon.awssdk.services.ssoadmin.model.ProvisionTargetType;
import software.amazon.awssdk.services.ssoadmin.model.ProvisioningStatus;
import software.amazon.awssdk.services.ssoadmin.model.StatusValues;
import software.amazon.awssdk.services.ssoadmin.model.TargetType;

class IdentityCenterCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/singlesignon/latest/APIReference/";
    private static final String STORE = "https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/";
    private static final String DENY =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private SsoAdminClient sso;
    private IdentitystoreClient store;
    private IamClient iam;
    private String instance;
    private String storeId;
    private String account;
    private String set;
    private String alice;

    @BeforeEach
    void enable() {
        OrganizationsClient organizations = client(OrganizationsClient.builder());
        account = organizations.createOrganization(request -> {}).organization().masterAccountId();
        sso = client(SsoAdminClient.builder());
        store = client(IdentitystoreClient.builder());
        iam = client(IamClient.builder());
        instance = sso.createInstance(request -> {}).instanceArn();
        storeId = sso.listInstances(query -> {}).instances().get(0).identityStoreId();
        set = sso.createPermissionSet(create -> create.instanceArn(instance).name("Admin"))
                .permissionSet()
                .permissionSetArn();
        sso.attachManagedPolicyToPermissionSet(attach -> attach.instanceArn(instance)
                .permissionSetArn(set)
                .managedPolicyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
        alice = user("alice");
    }

    private String user(String name) {
        return store.createUser(user -> user.identityStoreId(storeId)
                        .userName(name)
                        .displayName(name)
                        .name(full -> full.givenName(name).familyName("Smith")))
                .userId();
    }

    private String group(String name) {
        return store.createGroup(group -> group.identityStoreId(storeId).displayName(name))
                .groupId();
    }

    private AccountAssignmentOperationStatus assign(PrincipalType type, String principal) {
        return sso.createAccountAssignment(create -> create.instanceArn(instance)
                        .permissionSetArn(set)
                        .targetType(TargetType.AWS_ACCOUNT)
                        .targetId(account)
                        .principalType(type)
                        .principalId(principal))
                .accountAssignmentCreationStatus();
    }

    private void assigned() {
        assign(PrincipalType.USER, alice);
        clock.advance(Duration.ofMinutes(1));
    }

    private List<Role> roles() {
        return iam.listRoles(query -> query.pathPrefix("/aws-reserved/sso.amazonaws.com/"))
                .roles();
    }

    @Test
    @AwsFact(
            value = "An assignment is made asynchronously and leaves a reserved role in the account",
            source = API + "API_CreateAccountAssignment.html")
    void createAccountAssignment_afterAWhile_makesTheRole() {
        AccountAssignmentOperationStatus begun = assign(PrincipalType.USER, alice);
        assertThat(begun.status()).isEqualTo(StatusValues.IN_PROGRESS);
        assertThat(roles()).isEmpty();

        clock.advance(Duration.ofMinutes(1));

        assertThat(sso.describeAccountAssignmentCreationStatus(query ->
                                query.instanceArn(instance).accountAssignmentCreationRequestId(begun.requestId()))
                        .accountAssignmentCreationStatus()
                        .status())
                .isEqualTo(StatusValues.SUCCEEDED);
        assertThat(roles()).singleElement().satisfies(role -> {
            assertThat(role.roleName()).matches("AWSReservedSSO_Admin_[0-9a-f]{16}");
            assertThat(iam.listAttachedRolePolicies(query -> query.roleName(role.roleName()))
                            .attachedPolicies())
                    .singleElement()
                    .satisfies(policy -> assertThat(policy.policyName()).isEqualTo("AdministratorAccess"));
        });
    }

    @Test
    @AwsFact(
            value = "The role of a permission set cannot be edited through IAM",
            source = "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_revoke-sessions.html")
    void putRolePolicy_onReservedRole_isUnmodifiable() {
        assigned();
        String role = roles().get(0).roleName();
        assertThat(Refused.by(() -> iam.putRolePolicy(
                        put -> put.roleName(role).policyName("deny").policyDocument(DENY))))
                .isEqualTo("UnmodifiableEntity: Cannot perform the operation on the protected role '" + role
                        + "' - this role is only modifiable by AWS");
        assertThat(Refused.by(() -> iam.deleteRole(delete -> delete.roleName(role))))
                .startsWith("UnmodifiableEntity: ");
    }

    @Test
    @AwsFact(
            value = "A changed inline policy reaches the accounts' roles when the permission set is provisioned",
            source = API + "API_ProvisionPermissionSet.html")
    void putInlinePolicy_thenProvision_changesTheRole() {
        assigned();
        String role = roles().get(0).roleName();
        sso.putInlinePolicyToPermissionSet(
                put -> put.instanceArn(instance).permissionSetArn(set).inlinePolicy(DENY));
        assertThat(iam.listRolePolicies(query -> query.roleName(role)).policyNames())
                .isEmpty();
        assertThat(sso.listPermissionSetsProvisionedToAccount(query -> query.instanceArn(instance)
                                .accountId(account)
                                .provisioningStatus(ProvisioningStatus.LATEST_PERMISSION_SET_NOT_PROVISIONED))
                        .permissionSets())
                .containsExactly(set);

        sso.provisionPermissionSet(provision -> provision
                .instanceArn(instance)
                .permissionSetArn(set)
                .targetType(ProvisionTargetType.ALL_PROVISIONED_ACCOUNTS));
        clock.advance(Duration.ofMinutes(1));

        assertThat(iam.listRolePolicies(query -> query.roleName(role)).policyNames())
                .containsExactly("AwsSSOInlinePolicy");
    }

    @Test
    @AwsFact(
            value = "Removing the last assignment removes the role from the account",
            source = API + "API_DeleteAccountAssignment.html")
    void deleteAccountAssignment_last_removesTheRole() {
        assigned();
        sso.deleteAccountAssignment(delete -> delete.instanceArn(instance)
                .permissionSetArn(set)
                .targetType(TargetType.AWS_ACCOUNT)
                .targetId(account)
                .principalType(PrincipalType.USER)
                .principalId(alice));
        assertThat(roles()).hasSize(1);

        clock.advance(Duration.ofMinutes(1));

        assertThat(sso.listAccountAssignments(query ->
                                query.instanceArn(instance).accountId(account).permissionSetArn(set))
                        .accountAssignments())
                .isEmpty();
        assertThat(roles()).isEmpty();
    }

    @Test
    @AwsFact(
            value = "A permission set that is assigned cannot be deleted",
            source = API + "API_DeletePermissionSet.html")
    void deletePermissionSet_assigned_isConflict() {
        assigned();
        assertThat(Refused.by(() -> sso.deletePermissionSet(
                        delete -> delete.instanceArn(instance).permissionSetArn(set))))
                .startsWith("ConflictException: ");
    }

    @Test
    @AwsFact(
            value = "The assignments of a user include those by groups",
            source = API + "API_ListAccountAssignmentsForPrincipal.html")
    void listAccountAssignmentsForPrincipal_byGroup_listsIt() {
        String group = group("admins");
        store.createGroupMembership(
                member -> member.identityStoreId(storeId).groupId(group).memberId(MemberId.fromUserId(alice)));
        assign(PrincipalType.GROUP, group);
        clock.advance(Duration.ofMinutes(1));
        assertThat(sso.listAccountAssignmentsForPrincipal(query -> query.instanceArn(instance)
                                .principalType(PrincipalType.USER)
                                .principalId(alice))
                        .accountAssignments())
                .singleElement()
                .satisfies(assignment -> assertThat(assignment.principalId()).isEqualTo(group));
    }

    @Test
    @AwsFact(
            value = "An assignment names an existing principal, and an account of the organization",
            source = API + "API_CreateAccountAssignment.html")
    void createAccountAssignment_unknownPrincipal_isNotFound() {
        assertThat(Refused.by(() -> assign(PrincipalType.GROUP, alice))).startsWith("ResourceNotFoundException: ");
        account = "999999999999";
        assertThat(Refused.by(() -> assign(PrincipalType.USER, alice))).startsWith("ResourceNotFoundException: ");
    }

    @Test
    @AwsFact(
            value = "A user leaves a group by deletion of the membership",
            source = STORE + "API_DeleteGroupMembership.html")
    void deleteGroupMembership_member_isOut() {
        String group = group("admins");
        String membership = store.createGroupMembership(
                        member -> member.identityStoreId(storeId).groupId(group).memberId(MemberId.fromUserId(alice)))
                .membershipId();
        assertThat(Refused.by(() -> store.createGroupMembership(
                        member -> member.identityStoreId(storeId).groupId(group).memberId(MemberId.fromUserId(alice)))))
                .startsWith("ConflictException: ");
        assertThat(isMember(group)).isTrue();

        store.deleteGroupMembership(delete -> delete.identityStoreId(storeId).membershipId(membership));

        assertThat(isMember(group)).isFalse();
    }

    private boolean isMember(String group) {
        return store.isMemberInGroups(
                        query -> query.identityStoreId(storeId).groupIds(group).memberId(MemberId.fromUserId(alice)))
                .results()
                .get(0)
                .membershipExists();
    }

    @Test
    @AwsFact(
            value = "A user is found by the unique user name, and is changed by attribute paths",
            source = STORE + "API_UpdateUser.html")
    void updateUser_displayName_isChanged() {
        assertThat(store.getUserId(query -> query.identityStoreId(storeId)
                                .alternateIdentifier(id -> id.uniqueAttribute(attribute -> attribute
                                        .attributePath("userName")
                                        .attributeValue(Document.fromString("alice")))))
                        .userId())
                .isEqualTo(alice);
        store.updateUser(update -> update.identityStoreId(storeId)
                .userId(alice)
                .operations(AttributeOperation.builder()
                        .attributePath("displayName")
                        .attributeValue(Document.fromString("Locked"))
                        .build()));
        assertThat(store.describeUser(query -> query.identityStoreId(storeId).userId(alice))
                        .displayName())
                .isEqualTo("Locked");
        assertThat(Refused.by(() -> user("Alice"))).isEqualTo("ConflictException: Duplicate UserName");
    }
}
