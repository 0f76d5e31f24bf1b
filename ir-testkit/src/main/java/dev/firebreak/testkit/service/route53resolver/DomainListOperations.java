package dev.firebreak.testkit.service.route53resolver;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallDomainListRequest;
import software.amazon.awssdk.services.route53resolver.model.CreateFirewallDomainListResponse;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallDomainListRequest;
import software.amazon.awssdk.services.route53resolver.model.DeleteFirewallDomainListResponse;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainList;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainListMetadata;
import software.amazon.awssdk.services.route53resolver.model.FirewallDomainListStatus;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallDomainListRequest;
import software.amazon.awssdk.services.route53resolver.model.GetFirewallDomainListResponse;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallDomainListsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallDomainListsResponse;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallDomainsRequest;
import software.amazon.awssdk.services.route53resolver.model.ListFirewallDomainsResponse;
import software.amazon.awssdk.services.route53resolver.model.UpdateFirewallDomainsRequest;
import software.amazon.awssdk.services.route53resolver.model.UpdateFirewallDomainsResponse;

/** Lists of domains. */
final class DomainListOperations {
    private static final String DOMAIN = "\\*|(\\*\\.)?([A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?";

    private DomainListOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFirewallDomainList", CreateFirewallDomainListRequest::builder, DomainListOperations::create)
                .on("GetFirewallDomainList", GetFirewallDomainListRequest::builder, DomainListOperations::get)
                .on("ListFirewallDomainLists", ListFirewallDomainListsRequest::builder, DomainListOperations::list)
                .on("UpdateFirewallDomains", UpdateFirewallDomainsRequest::builder, DomainListOperations::update)
                .on("ListFirewallDomains", ListFirewallDomainsRequest::builder, DomainListOperations::domains)
                .on("DeleteFirewallDomainList", DeleteFirewallDomainListRequest::builder, DomainListOperations::delete);
    }

    private static CreateFirewallDomainListResponse create(Call call, CreateFirewallDomainListRequest request) {
        var lists = DnsFirewallState.of(call).lists();
        DomainList made = lists.all().stream()
                .filter(list -> list.about().creatorRequestId().equals(request.creatorRequestId()))
                .findFirst()
                .orElseGet(() -> make(call, request));
        return CreateFirewallDomainListResponse.builder()
                .firewallDomainList(made.view())
                .build();
    }

    private static DomainList make(Call call, CreateFirewallDomainListRequest request) {
        Names.check(request.name());
        String id = call.world().ids().ec2("rslvr-fdl");
        var made = new DomainList(
                FirewallDomainList.builder()
                        .id(id)
                        .arn(Names.arn(call, "firewall-domain-list", id))
                        .name(request.name())
                        .status(FirewallDomainListStatus.COMPLETE)
                        .creatorRequestId(request.creatorRequestId())
                        .creationTime(call.now().toString())
                        .modificationTime(call.now().toString())
                        .build(),
                new TreeSet<>());
        DnsFirewallState.of(call).lists().put(made);
        return made;
    }

    private static GetFirewallDomainListResponse get(Call call, GetFirewallDomainListRequest request) {
        return GetFirewallDomainListResponse.builder()
                .firewallDomainList(DnsFirewallState.of(call)
                        .list(request.firewallDomainListId())
                        .view())
                .build();
    }

    private static ListFirewallDomainListsResponse list(Call call, ListFirewallDomainListsRequest request) {
        List<FirewallDomainListMetadata> all = DnsFirewallState.of(call).lists().all().stream()
                .map(DomainList::about)
                .map(list -> FirewallDomainListMetadata.builder()
                        .id(list.id())
                        .arn(list.arn())
                        .name(list.name())
                        .creatorRequestId(list.creatorRequestId())
                        .build())
                .toList();
        ResultPage<FirewallDomainListMetadata> page = ResolverPage.of(all, request.maxResults(), request.nextToken());
        return ListFirewallDomainListsResponse.builder()
                .firewallDomainLists(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static UpdateFirewallDomainsResponse update(Call call, UpdateFirewallDomainsRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        DomainList list = state.list(request.firewallDomainListId());
        var given = new TreeSet<String>();
        for (String domain : request.domains()) {
            if (!domain.matches(DOMAIN)) {
                throw ResolverErrors.invalid("The domain \"%s\" is not valid", domain);
            }
            given.add(DomainList.normal(domain));
        }
        var domains = new TreeSet<>(list.domains());
        switch (request.operation()) {
            case ADD -> domains.addAll(given);
            case REMOVE -> domains.removeAll(given);
            case REPLACE -> {
                domains.clear();
                domains.addAll(given);
            }
            default -> throw ResolverErrors.invalid("The operation \"%s\" is not valid", request.operationAsString());
        }
        state.lists().put(list.with(domains));
        return UpdateFirewallDomainsResponse.builder()
                .id(list.id())
                .name(list.about().name())
                .status(FirewallDomainListStatus.UPDATING)
                .build();
    }

    private static ListFirewallDomainsResponse domains(Call call, ListFirewallDomainsRequest request) {
        DomainList list = DnsFirewallState.of(call).list(request.firewallDomainListId());
        ResultPage<String> page =
                ResolverPage.of(List.copyOf(list.domains()), request.maxResults(), request.nextToken());
        return ListFirewallDomainsResponse.builder()
                .domains(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteFirewallDomainListResponse delete(Call call, DeleteFirewallDomainListRequest request) {
        DnsFirewallState state = DnsFirewallState.of(call);
        DomainList list = state.list(request.firewallDomainListId());
        if (state.rules().all().stream().anyMatch(rule -> list.id().equals(rule.firewallDomainListId()))) {
            throw ResolverErrors.conflict("The firewall domain list %s is in use by a rule", list.id());
        }
        state.lists().remove(list.id());
        return DeleteFirewallDomainListResponse.builder()
                .firewallDomainList(list.view().copy(copy -> copy.status(FirewallDomainListStatus.DELETING)))
                .build();
    }
}
