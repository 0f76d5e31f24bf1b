package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.organizations.model.DelegatedAdministrator;
import software.amazon.awssdk.services.organizations.model.DelegatedService;
import software.amazon.awssdk.services.organizations.model.DeregisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.DeregisterDelegatedAdministratorResponse;
import software.amazon.awssdk.services.organizations.model.DisableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.DisableAwsServiceAccessResponse;
import software.amazon.awssdk.services.organizations.model.EnableAwsServiceAccessRequest;
import software.amazon.awssdk.services.organizations.model.EnableAwsServiceAccessResponse;
import software.amazon.awssdk.services.organizations.model.EnabledServicePrincipal;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationRequest;
import software.amazon.awssdk.services.organizations.model.ListAwsServiceAccessForOrganizationResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedAdministratorsResponse;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountRequest;
import software.amazon.awssdk.services.organizations.model.ListDelegatedServicesForAccountResponse;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorRequest;
import software.amazon.awssdk.services.organizations.model.RegisterDelegatedAdministratorResponse;

/** Which services act in all accounts, and which accounts administer them. */
final class DelegationOperations {
    private DelegationOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("EnableAWSServiceAccess", EnableAwsServiceAccessRequest::builder, DelegationOperations::enable)
                .on("DisableAWSServiceAccess", DisableAwsServiceAccessRequest::builder, DelegationOperations::disable)
                .on(
                        "ListAWSServiceAccessForOrganization",
                        ListAwsServiceAccessForOrganizationRequest::builder,
                        DelegationOperations::listAccess)
                .on(
                        "RegisterDelegatedAdministrator",
                        RegisterDelegatedAdministratorRequest::builder,
                        DelegationOperations::register)
                .on(
                        "DeregisterDelegatedAdministrator",
                        DeregisterDelegatedAdministratorRequest::builder,
                        DelegationOperations::deregister)
                .on(
                        "ListDelegatedAdministrators",
                        ListDelegatedAdministratorsRequest::builder,
                        DelegationOperations::listAdministrators)
                .on(
                        "ListDelegatedServicesForAccount",
                        ListDelegatedServicesForAccountRequest::builder,
                        DelegationOperations::listServices);
    }

    private static EnableAwsServiceAccessResponse enable(Call call, EnableAwsServiceAccessRequest request) {
        String service = Access.required(request.servicePrincipal(), "ServicePrincipal");
        Access.management(call).trustedServices().putIfAbsent(service, now(call));
        return EnableAwsServiceAccessResponse.builder().build();
    }

    private static DisableAwsServiceAccessResponse disable(Call call, DisableAwsServiceAccessRequest request) {
        Organization organization = Access.management(call);
        String service = Access.required(request.servicePrincipal(), "ServicePrincipal");
        boolean delegated =
                organization.delegations().values().stream().anyMatch(services -> services.containsKey(service));
        if (delegated) {
            throw OrganizationsErrors.constraint(
                    "You can't disable access for a service that has delegated administrators.");
        }
        organization.trustedServices().remove(service);
        return DisableAwsServiceAccessResponse.builder().build();
    }

    private static ListAwsServiceAccessForOrganizationResponse listAccess(
            Call call, ListAwsServiceAccessForOrganizationRequest request) {
        ResultPage<Map.Entry<String, Instant>> page = Access.page(
                List.copyOf(Access.reader(call).trustedServices().entrySet()),
                request.maxResults(),
                request.nextToken());
        return ListAwsServiceAccessForOrganizationResponse.builder()
                .enabledServicePrincipals(page.items().stream()
                        .map(entry -> EnabledServicePrincipal.builder()
                                .servicePrincipal(entry.getKey())
                                .dateEnabled(entry.getValue())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static RegisterDelegatedAdministratorResponse register(
            Call call, RegisterDelegatedAdministratorRequest request) {
        Organization organization = Access.management(call);
        String account = Access.required(request.accountId(), "AccountId");
        String service = Access.required(request.servicePrincipal(), "ServicePrincipal");
        if (!organization.accounts().contains(account)) {
            throw OrganizationsErrors.noSuchAccount();
        }
        if (account.equals(organization.management())) {
            throw OrganizationsErrors.constraint(
                    "You cannot register master account/yourself as delegated administrator for your organization.");
        }
        if (!organization.trustedServices().containsKey(service)) {
            throw OrganizationsErrors.constraint("You must enable trusted access for the service principal first.");
        }
        SortedMap<String, Instant> services =
                organization.delegations().computeIfAbsent(account, made -> new TreeMap<>());
        if (services.putIfAbsent(service, now(call)) != null) {
            throw AwsError.of(
                    "AccountAlreadyRegisteredException",
                    "The specified account is already a delegated administrator for this AWS service.");
        }
        return RegisterDelegatedAdministratorResponse.builder().build();
    }

    private static DeregisterDelegatedAdministratorResponse deregister(
            Call call, DeregisterDelegatedAdministratorRequest request) {
        Organization organization = Access.management(call);
        String account = Access.required(request.accountId(), "AccountId");
        SortedMap<String, Instant> services = organization.delegations().getOrDefault(account, new TreeMap<>());
        if (services.remove(Access.required(request.servicePrincipal(), "ServicePrincipal")) == null) {
            throw notRegistered();
        }
        if (services.isEmpty()) {
            organization.delegations().remove(account);
        }
        return DeregisterDelegatedAdministratorResponse.builder().build();
    }

    private static AwsError notRegistered() {
        return AwsError.of(
                "AccountNotRegisteredException",
                "The specified account is not a delegated administrator for this AWS service.");
    }

    private static ListDelegatedAdministratorsResponse listAdministrators(
            Call call, ListDelegatedAdministratorsRequest request) {
        Organization organization = Access.reader(call);
        List<OrgAccount> matching = organization.delegations().entrySet().stream()
                .filter(entry ->
                        request.servicePrincipal() == null || entry.getValue().containsKey(request.servicePrincipal()))
                .flatMap(entry -> organization.accounts().find(entry.getKey()).stream())
                .toList();
        ResultPage<OrgAccount> page = Access.page(matching, request.maxResults(), request.nextToken());
        return ListDelegatedAdministratorsResponse.builder()
                .delegatedAdministrators(page.items().stream()
                        .map(account -> administrator(call, organization, account))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static DelegatedAdministrator administrator(Call call, Organization organization, OrgAccount account) {
        Instant since =
                organization.delegations().getOrDefault(account.id(), Collections.emptySortedMap()).values().stream()
                        .min(Instant::compareTo)
                        .orElse(null);
        return DelegatedAdministrator.builder()
                .id(account.id())
                .arn(organization.arn("account", account.id()))
                .email(account.email())
                .name(account.name())
                .status(account.status(call.now()))
                .state(account.state(call.now()))
                .joinedMethod(account.method())
                .joinedTimestamp(account.joined())
                .delegationEnabledDate(since)
                .build();
    }

    private static ListDelegatedServicesForAccountResponse listServices(
            Call call, ListDelegatedServicesForAccountRequest request) {
        SortedMap<String, Instant> services =
                Access.reader(call).delegations().get(Access.required(request.accountId(), "AccountId"));
        if (services == null) {
            throw notRegistered();
        }
        ResultPage<Map.Entry<String, Instant>> page =
                Access.page(List.copyOf(services.entrySet()), request.maxResults(), request.nextToken());
        return ListDelegatedServicesForAccountResponse.builder()
                .delegatedServices(page.items().stream()
                        .map(entry -> DelegatedService.builder()
                                .servicePrincipal(entry.getKey())
                                .delegationEnabledDate(entry.getValue())
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static Instant now(Call call) {
        return call.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
