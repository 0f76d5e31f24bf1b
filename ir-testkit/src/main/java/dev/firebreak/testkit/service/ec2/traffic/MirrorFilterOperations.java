package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorFilterRequest;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorFilterResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorFilterRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorFilterResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorFiltersRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorFiltersResponse;
import software.amazon.awssdk.services.ec2.model.ModifyTrafficMirrorFilterNetworkServicesRequest;
import software.amazon.awssdk.services.ec2.model.ModifyTrafficMirrorFilterNetworkServicesResponse;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilter;

/** The filters of traffic mirroring; their rules are {@link MirrorRuleOperations}. */
final class MirrorFilterOperations {
    private static final String TYPE = "traffic-mirror-filter";

    private MirrorFilterOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateTrafficMirrorFilter",
                        CreateTrafficMirrorFilterRequest::builder,
                        MirrorFilterOperations::create)
                .on(
                        "DeleteTrafficMirrorFilter",
                        DeleteTrafficMirrorFilterRequest::builder,
                        MirrorFilterOperations::delete)
                .on(
                        "DescribeTrafficMirrorFilters",
                        DescribeTrafficMirrorFiltersRequest::builder,
                        MirrorFilterOperations::describe)
                .on(
                        "ModifyTrafficMirrorFilterNetworkServices",
                        ModifyTrafficMirrorFilterNetworkServicesRequest::builder,
                        MirrorFilterOperations::modifyServices);
    }

    private static CreateTrafficMirrorFilterResponse create(Call call, CreateTrafficMirrorFilterRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        TrafficMirrorFilter filter = TrafficMirrorFilter.builder()
                .trafficMirrorFilterId(call.world().ids().ec2("tmf"))
                .description(request.description())
                .build();
        call.region().ec2().networks().mirrorFilters().put(filter);
        Tagging.apply(call, request.tagSpecifications(), TYPE, filter.trafficMirrorFilterId());
        return CreateTrafficMirrorFilterResponse.builder()
                .clientToken(request.clientToken())
                .trafficMirrorFilter(view(call, filter))
                .build();
    }

    private static DeleteTrafficMirrorFilterResponse delete(Call call, DeleteTrafficMirrorFilterRequest request) {
        String id = NetworkKinds.MIRROR_FILTER
                .get(call, Refusals.required(request.trafficMirrorFilterId(), "TrafficMirrorFilterId"))
                .trafficMirrorFilterId();
        boolean used = call.region().ec2().networks().mirrorSessions().all().stream()
                .anyMatch(session -> session.trafficMirrorFilterId().equals(id));
        if (used) {
            throw AwsError.of(
                    "TrafficMirrorFilterInUse",
                    "The traffic mirror filter '%s' is in use by a traffic mirror session",
                    id);
        }
        call.region().ec2().networks().mirrorFilters().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteTrafficMirrorFilterResponse.builder()
                .trafficMirrorFilterId(id)
                .build();
    }

    private static ModifyTrafficMirrorFilterNetworkServicesResponse modifyServices(
            Call call, ModifyTrafficMirrorFilterNetworkServicesRequest request) {
        TrafficMirrorFilter filter = NetworkKinds.MIRROR_FILTER.get(
                call, Refusals.required(request.trafficMirrorFilterId(), "TrafficMirrorFilterId"));
        var services = new TreeSet<>(filter.networkServicesAsStrings());
        services.addAll(request.addNetworkServicesAsStrings());
        services.removeAll(request.removeNetworkServicesAsStrings());
        if (!List.of("amazon-dns").containsAll(services)) {
            throw Refusals.value("Invalid network services: %s", services);
        }
        TrafficMirrorFilter changed = filter.copy(copy -> copy.networkServicesWithStrings(services));
        call.region().ec2().networks().mirrorFilters().put(changed);
        return ModifyTrafficMirrorFilterNetworkServicesResponse.builder()
                .trafficMirrorFilter(view(call, changed))
                .build();
    }

    private static DescribeTrafficMirrorFiltersResponse describe(
            Call call, DescribeTrafficMirrorFiltersRequest request) {
        var filters = new Filters<>(call, TrafficMirrorFilter::trafficMirrorFilterId)
                .on("traffic-mirror-filter-id", TrafficMirrorFilter::trafficMirrorFilterId)
                .on("description", TrafficMirrorFilter::description);
        var found =
                filters.select(call, NetworkKinds.MIRROR_FILTER, request.trafficMirrorFilterIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeTrafficMirrorFiltersResponse.builder()
                .trafficMirrorFilters(page.map(filter -> view(call, filter)))
                .nextToken(page.nextToken())
                .build();
    }

    private static TrafficMirrorFilter view(Call call, TrafficMirrorFilter filter) {
        return filter.copy(copy -> copy.tags(call.region().ec2().tags().list(filter.trafficMirrorFilterId())));
    }
}
