package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.CreateOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DeleteOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.DescribeOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.DisablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeRequest;
import software.amazon.awssdk.services.organizations.model.EnablePolicyTypeResponse;
import software.amazon.awssdk.services.organizations.model.ListRootsRequest;
import software.amazon.awssdk.services.organizations.model.ListRootsResponse;
import software.amazon.awssdk.services.organizations.model.OrganizationFeatureSet;
import software.amazon.awssdk.services.organizations.model.PolicyType;
import software.amazon.awssdk.services.organizations.model.PolicyTypeStatus;
import software.amazon.awssdk.services.organizations.model.PolicyTypeSummary;
import software.amazon.awssdk.services.organizations.model.Root;

/** The organization itself and its root. */
final class OrganizationOperations {
    private OrganizationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateOrganization", CreateOrganizationRequest::builder, OrganizationOperations::create)
                .on("DescribeOrganization", DescribeOrganizationRequest::builder, OrganizationOperations::describe)
                .on("DeleteOrganization", DeleteOrganizationRequest::builder, OrganizationOperations::delete)
                .on("ListRoots", ListRootsRequest::builder, OrganizationOperations::listRoots)
                .on("EnablePolicyType", EnablePolicyTypeRequest::builder, OrganizationOperations::enable)
                .on("DisablePolicyType", DisablePolicyTypeRequest::builder, OrganizationOperations::disable);
    }

    private static CreateOrganizationResponse create(Call call, CreateOrganizationRequest request) {
        OrganizationsState state = OrganizationsState.of(call.world());
        String management = call.account().id();
        if (state.find(management).isPresent()) {
            throw AwsError.of(
                    "AlreadyInOrganizationException", "The provided account is already a member of an organization.");
        }
        boolean all = request.featureSet() != OrganizationFeatureSet.CONSOLIDATED_BILLING;
        var features = all ? OrganizationFeatureSet.ALL : OrganizationFeatureSet.CONSOLIDATED_BILLING;
        var organization = new Organization(call.world().ids(), management, features);
        organization
                .accounts()
                .put(new OrgAccount(
                        management,
                        "management",
                        "management@example.com",
                        AccountJoinedMethod.INVITED,
                        call.now().truncatedTo(ChronoUnit.MILLIS),
                        organization.root(),
                        null));
        if (all) {
            Attachments.enable(organization, PolicyType.SERVICE_CONTROL_POLICY);
        }
        state.add(organization);
        call.world().setOrganization(state);
        call.world().onCatchUp(() -> AccountFactory.settle(call.world(), organization));
        return CreateOrganizationResponse.builder()
                .organization(answer(organization))
                .build();
    }

    private static DescribeOrganizationResponse describe(Call call, DescribeOrganizationRequest request) {
        return DescribeOrganizationResponse.builder()
                .organization(answer(Access.member(call)))
                .build();
    }

    private static DeleteOrganizationResponse delete(Call call, DeleteOrganizationRequest request) {
        Organization organization = Access.management(call);
        if (organization.accounts().all().size() > 1) {
            throw AwsError.of(
                    "OrganizationNotEmptyException",
                    "The organization isn't empty. To delete an organization, you must first remove all accounts "
                            + "except the management account.");
        }
        OrganizationsState.of(call.world()).remove(organization);
        return DeleteOrganizationResponse.builder().build();
    }

    private static ListRootsResponse listRoots(Call call, ListRootsRequest request) {
        Organization organization = Access.reader(call);
        return ListRootsResponse.builder().roots(root(organization)).build();
    }

    private static EnablePolicyTypeResponse enable(Call call, EnablePolicyTypeRequest request) {
        Organization organization = atRoot(call, request.rootId());
        if (organization.enabled().contains(request.policyType())) {
            throw AwsError.of(
                    "PolicyTypeAlreadyEnabledException",
                    "The specified policy type is already enabled in the specified root.");
        }
        Attachments.enable(organization, request.policyType());
        return EnablePolicyTypeResponse.builder().root(root(organization)).build();
    }

    private static DisablePolicyTypeResponse disable(Call call, DisablePolicyTypeRequest request) {
        Organization organization = atRoot(call, request.rootId());
        if (!organization.enabled().contains(request.policyType())) {
            throw OrganizationsErrors.typeNotEnabled();
        }
        Attachments.disable(organization, request.policyType());
        return DisablePolicyTypeResponse.builder().root(root(organization)).build();
    }

    private static Organization atRoot(Call call, @Nullable String rootId) {
        Organization organization = Access.management(call);
        if (!organization.root().equals(rootId)) {
            throw AwsError.of("RootNotFoundException", "You specified a root that doesn't exist.");
        }
        if (organization.features() != OrganizationFeatureSet.ALL) {
            throw AwsError.of(
                    "PolicyTypeNotAvailableForOrganizationException",
                    "You can't use the specified policy type with the feature set currently enabled for this "
                            + "organization.");
        }
        return organization;
    }

    private static Root root(Organization organization) {
        return Root.builder()
                .id(organization.root())
                .arn(organization.arn("root", organization.root()))
                .name("Root")
                .policyTypes(types(organization))
                .build();
    }

    private static List<PolicyTypeSummary> types(Organization organization) {
        return organization.enabled().stream()
                .map(type -> PolicyTypeSummary.builder()
                        .type(type)
                        .status(PolicyTypeStatus.ENABLED)
                        .build())
                .collect(Collectors.toList());
    }

    private static software.amazon.awssdk.services.organizations.model.Organization answer(Organization organization) {
        String management = organization.management();
        return software.amazon.awssdk.services.organizations.model.Organization.builder()
                .id(organization.id())
                .arn("arn:aws:organizations::" + management + ":organization/" + organization.id())
                .featureSet(organization.features())
                .masterAccountId(management)
                .masterAccountArn(organization.arn("account", management))
                .masterAccountEmail(organization
                        .accounts()
                        .find(management)
                        .map(OrgAccount::email)
                        .orElse(null))
                .availablePolicyTypes(types(organization))
                .build();
    }
}
