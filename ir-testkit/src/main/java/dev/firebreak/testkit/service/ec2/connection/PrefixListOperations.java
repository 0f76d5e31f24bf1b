package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.network.Networks;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AddPrefixListEntry;
import software.amazon.awssdk.services.ec2.model.CreateManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.CreateManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.DeleteManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.DeleteManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeManagedPrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsRequest;
import software.amazon.awssdk.services.ec2.model.DescribePrefixListsResponse;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesRequest;
import software.amazon.awssdk.services.ec2.model.GetManagedPrefixListEntriesResponse;
import software.amazon.awssdk.services.ec2.model.ManagedPrefixList;
import software.amazon.awssdk.services.ec2.model.ModifyManagedPrefixListRequest;
import software.amazon.awssdk.services.ec2.model.ModifyManagedPrefixListResponse;
import software.amazon.awssdk.services.ec2.model.PrefixList;
import software.amazon.awssdk.services.ec2.model.PrefixListEntry;
import software.amazon.awssdk.services.ec2.model.RemovePrefixListEntry;

/** Prefix lists: AWS's own, which can only be read, and the customer's. */
final class PrefixListOperations {
    private static final String TYPE = "prefix-list";
    private static final int MOST_ENTRIES = 1000;

    private PrefixListOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribePrefixLists", DescribePrefixListsRequest::builder, PrefixListOperations::describeOfAws)
                .on(
                        "DescribeManagedPrefixLists",
                        DescribeManagedPrefixListsRequest::builder,
                        PrefixListOperations::describe)
                .on("CreateManagedPrefixList", CreateManagedPrefixListRequest::builder, PrefixListOperations::create)
                .on("ModifyManagedPrefixList", ModifyManagedPrefixListRequest::builder, PrefixListOperations::modify)
                .on("DeleteManagedPrefixList", DeleteManagedPrefixListRequest::builder, PrefixListOperations::delete)
                .on(
                        "GetManagedPrefixListEntries",
                        GetManagedPrefixListEntriesRequest::builder,
                        PrefixListOperations::entries);
    }

    private static DescribePrefixListsResponse describeOfAws(Call call, DescribePrefixListsRequest request) {
        var found = filters(call).select(call, NetworkKinds.PREFIX_LIST, request.prefixListIds(), request.filters());
        var page = Page.of(
                found.stream().filter(Ec2PrefixList::ofAws).toList(), request.maxResults(), request.nextToken(), 5);
        return DescribePrefixListsResponse.builder()
                .prefixLists(page.map(each -> PrefixList.builder()
                        .prefixListId(each.id())
                        .prefixListName(each.list().prefixListName())
                        .cidrs(each.entries().stream()
                                .map(PrefixListEntry::cidr)
                                .toList())
                        .build()))
                .nextToken(page.nextToken())
                .build();
    }

    private static Filters<Ec2PrefixList> filters(Call call) {
        return new Filters<>(call, Ec2PrefixList::id)
                .on("prefix-list-id", Ec2PrefixList::id)
                .on("prefix-list-name", each -> each.list().prefixListName())
                .on("owner-id", each -> each.list().ownerId());
    }

    private static DescribeManagedPrefixListsResponse describe(Call call, DescribeManagedPrefixListsRequest request) {
        var found = filters(call).select(call, NetworkKinds.PREFIX_LIST, request.prefixListIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeManagedPrefixListsResponse.builder()
                .prefixLists(page.map(each -> view(call, each)))
                .nextToken(page.nextToken())
                .build();
    }

    private static ManagedPrefixList view(Call call, Ec2PrefixList list) {
        return list.list().copy(copy -> copy.tags(call.region().ec2().tags().list(list.id())));
    }

    private static CreateManagedPrefixListResponse create(Call call, CreateManagedPrefixListRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        String name = Refusals.required(request.prefixListName(), "PrefixListName");
        if (name.startsWith("com.amazonaws")) {
            throw Refusals.value("The prefix list name cannot start with com.amazonaws: %s", name);
        }
        int most = Refusals.required(request.maxEntries(), "MaxEntries");
        String family = Refusals.required(request.addressFamily(), "AddressFamily");
        if (most < 1 || most > MOST_ENTRIES || !List.of("IPv4", "IPv6").contains(family)) {
            throw Refusals.value("Invalid MaxEntries or AddressFamily: %d, %s", most, family);
        }
        String id = call.world().ids().ec2("pl");
        ManagedPrefixList list = ManagedPrefixList.builder()
                .prefixListId(id)
                .prefixListName(name)
                .prefixListArn("arn:aws:ec2:" + call.region().name() + ":"
                        + call.account().id() + ":prefix-list/" + id)
                .addressFamily(family)
                .maxEntries(most)
                .ownerId(call.account().id())
                .state("create-complete")
                .version(1L)
                .build();
        List<PrefixListEntry> entries = added(List.of(), list, request.entries());
        var made = new Ec2PrefixList(list, List.of(entries));
        call.region().ec2().networks().prefixLists().put(made);
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return CreateManagedPrefixListResponse.builder()
                .prefixList(view(call, made))
                .build();
    }

    private static List<PrefixListEntry> added(
            List<PrefixListEntry> present, ManagedPrefixList list, List<AddPrefixListEntry> wanted) {
        Map<String, PrefixListEntry> byRange = new LinkedHashMap<>();
        present.forEach(entry -> byRange.put(entry.cidr(), entry));
        for (AddPrefixListEntry entry : wanted) {
            String cidr = list.addressFamily().equals("IPv6")
                    ? Networks.ipv6(entry.cidr(), "Cidr").cidr()
                    : Networks.range(entry.cidr(), "Cidr").cidr();
            byRange.put(
                    cidr,
                    PrefixListEntry.builder()
                            .cidr(cidr)
                            .description(entry.description())
                            .build());
        }
        if (byRange.size() > list.maxEntries()) {
            throw AwsError.of(
                    "PrefixListMaxEntriesExceeded",
                    "You've reached the maximum number of entries for the prefix list: %d",
                    list.maxEntries());
        }
        return List.copyOf(byRange.values());
    }

    private static Ec2PrefixList own(Call call, @Nullable String id) {
        Ec2PrefixList list = NetworkKinds.PREFIX_LIST.get(call, Refusals.required(id, "PrefixListId"));
        if (list.ofAws()) {
            throw AwsError.of(
                    "UnauthorizedOperation", "You are not authorized to modify the prefix list %s", list.id());
        }
        return list;
    }

    private static ModifyManagedPrefixListResponse modify(Call call, ModifyManagedPrefixListRequest request) {
        Ec2PrefixList old = own(call, request.prefixListId());
        boolean changesEntries =
                !request.addEntries().isEmpty() || !request.removeEntries().isEmpty();
        if (changesEntries && !old.list().version().equals(request.currentVersion())) {
            throw AwsError.of(
                    "PrefixListVersionMismatch",
                    "The prefix list has the incorrect version number: %s",
                    request.currentVersion());
        }
        var removed = request.removeEntries().stream()
                .map(RemovePrefixListEntry::cidr)
                .toList();
        List<PrefixListEntry> kept = old.entries().stream()
                .filter(entry -> !removed.contains(entry.cidr()))
                .toList();
        if (kept.size() + removed.size() != old.entries().size()) {
            throw Refusals.value("The prefix list does not have the entries to remove: %s", removed);
        }
        ManagedPrefixList list = old.list()
                .copy(copy -> copy.state("modify-complete")
                        .maxEntries(Objects.requireNonNullElse(
                                request.maxEntries(), old.list().maxEntries()))
                        .prefixListName(Objects.requireNonNullElse(
                                request.prefixListName(), old.list().prefixListName()))
                        .version(old.list().version() + (changesEntries ? 1 : 0)));
        var changed = new Ec2PrefixList(
                list,
                changesEntries ? Lists.with(old.versions(), added(kept, list, request.addEntries())) : old.versions());
        call.region().ec2().networks().prefixLists().put(changed);
        return ModifyManagedPrefixListResponse.builder()
                .prefixList(view(call, changed))
                .build();
    }

    private static DeleteManagedPrefixListResponse delete(Call call, DeleteManagedPrefixListRequest request) {
        Ec2PrefixList list = own(call, request.prefixListId());
        Ec2State state = call.region().ec2();
        boolean used = state.securityGroups().all().stream()
                        .flatMap(group -> group.rules().stream())
                        .anyMatch(rule -> list.id().equals(rule.prefixListId()))
                || state.routeTables().all().stream()
                        .flatMap(table -> table.routes().stream())
                        .anyMatch(route -> list.id().equals(route.destinationPrefixListId()));
        if (used) {
            throw Refusals.dependency("The prefix list %s has references and cannot be deleted", list.id());
        }
        state.networks().prefixLists().remove(list.id());
        state.tags().forget(list.id());
        return DeleteManagedPrefixListResponse.builder()
                .prefixList(list.list().copy(copy -> copy.state("delete-complete")))
                .build();
    }

    private static GetManagedPrefixListEntriesResponse entries(Call call, GetManagedPrefixListEntriesRequest request) {
        Ec2PrefixList list =
                NetworkKinds.PREFIX_LIST.get(call, Refusals.required(request.prefixListId(), "PrefixListId"));
        Long version = request.targetVersion();
        if (version != null && (version < 1 || version > list.versions().size())) {
            throw Refusals.value("The prefix list version %d does not exist", version);
        }
        var entries = version == null ? list.entries() : list.versions().get(version.intValue() - 1);
        var page = Page.of(entries, request.maxResults(), request.nextToken(), 1);
        return GetManagedPrefixListEntriesResponse.builder()
                .entries(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
