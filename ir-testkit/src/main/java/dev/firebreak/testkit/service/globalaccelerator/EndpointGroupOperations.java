package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.world.Region;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.globalaccelerator.model.CreateEndpointGroupRequest;
import software.amazon.awssdk.services.globalaccelerator.model.CreateEndpointGroupResponse;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteEndpointGroupRequest;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteEndpointGroupResponse;
import software.amazon.awssdk.services.globalaccelerator.model.DescribeEndpointGroupRequest;
import software.amazon.awssdk.services.globalaccelerator.model.DescribeEndpointGroupResponse;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointConfiguration;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointDescription;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointGroup;
import software.amazon.awssdk.services.globalaccelerator.model.HealthState;
import software.amazon.awssdk.services.globalaccelerator.model.ListEndpointGroupsRequest;
import software.amazon.awssdk.services.globalaccelerator.model.ListEndpointGroupsResponse;
import software.amazon.awssdk.services.globalaccelerator.model.UpdateEndpointGroupRequest;
import software.amazon.awssdk.services.globalaccelerator.model.UpdateEndpointGroupResponse;

/** The endpoint groups of listeners, one for each Region, whose endpoints are EC2 instances. */
final class EndpointGroupOperations {
    private static final int USUAL_WEIGHT = 128;
    private static final int MOST_WEIGHT = 255;
    private static final int PAGE = 10;

    private EndpointGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateEndpointGroup", CreateEndpointGroupRequest::builder, EndpointGroupOperations::create)
                .on("DescribeEndpointGroup", DescribeEndpointGroupRequest::builder, EndpointGroupOperations::describe)
                .on("ListEndpointGroups", ListEndpointGroupsRequest::builder, EndpointGroupOperations::list)
                .on("UpdateEndpointGroup", UpdateEndpointGroupRequest::builder, EndpointGroupOperations::update)
                .on("DeleteEndpointGroup", DeleteEndpointGroupRequest::builder, EndpointGroupOperations::delete);
    }

    private static CreateEndpointGroupResponse create(Call call, CreateEndpointGroupRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        String listener = state.listener(request.listenerArn()).listenerArn();
        Region region = call.account().region(request.endpointGroupRegion());
        if (state.groups().by(AcceleratorState.BY_OWNER, listener).stream()
                .anyMatch(each -> each.endpointGroupRegion().equals(region.name()))) {
            throw AwsError.of(
                    "EndpointGroupAlreadyExistsException",
                    "The listener has an endpoint group in %s already",
                    region.name());
        }
        if (!request.portOverrides().isEmpty()) {
            throw AcceleratorErrors.invalid("Port overrides are not available here");
        }
        EndpointGroup made = EndpointGroup.builder()
                .endpointGroupArn(
                        listener + "/endpoint-group/" + call.world().ids().hex(12))
                .endpointGroupRegion(region.name())
                .endpointDescriptions(endpoints(region, request.endpointConfigurations()))
                .trafficDialPercentage(Objects.requireNonNullElse(request.trafficDialPercentage(), 100f))
                .healthCheckPort(request.healthCheckPort())
                .healthCheckProtocol(request.healthCheckProtocol())
                .healthCheckIntervalSeconds(Objects.requireNonNullElse(request.healthCheckIntervalSeconds(), 30))
                .thresholdCount(Objects.requireNonNullElse(request.thresholdCount(), 3))
                .build();
        put(call, state, made);
        return CreateEndpointGroupResponse.builder().endpointGroup(made).build();
    }

    private static void put(Call call, AcceleratorState state, EndpointGroup group) {
        new AcceleratorInterfaces(call.account().region(group.endpointGroupRegion())).make(group);
        state.put(group, call.now());
        settled(call, state, group);
    }

    private static void settled(Call call, AcceleratorState state, EndpointGroup group) {
        new AcceleratorInterfaces(call.account().region(group.endpointGroupRegion()))
                .release(state.groups().all());
        state.changed(group.endpointGroupArn(), call.now());
    }

    private static List<EndpointDescription> endpoints(Region region, List<EndpointConfiguration> wanted) {
        return wanted.stream().map(each -> endpoint(region, each)).toList();
    }

    private static EndpointDescription endpoint(Region region, EndpointConfiguration wanted) {
        int weight = Objects.requireNonNullElse(wanted.weight(), USUAL_WEIGHT);
        if (weight < 0 || weight > MOST_WEIGHT) {
            throw AcceleratorErrors.invalid("The weight %d is not between 0 and %d", weight, MOST_WEIGHT);
        }
        if (!region.ec2().instances().contains(String.valueOf(wanted.endpointId()))) {
            throw AcceleratorErrors.invalid(
                    "The endpoint %s is no EC2 instance of the account in %s, the only kind of endpoint here",
                    wanted.endpointId(), region.name());
        }
        // An instance always sees the address of the client.
        return EndpointDescription.builder()
                .endpointId(wanted.endpointId())
                .weight(weight)
                .clientIPPreservationEnabled(true)
                .healthState(HealthState.INITIAL)
                .build();
    }

    private static DescribeEndpointGroupResponse describe(Call call, DescribeEndpointGroupRequest request) {
        return DescribeEndpointGroupResponse.builder()
                .endpointGroup(AcceleratorState.of(call).group(request.endpointGroupArn()))
                .build();
    }

    private static ListEndpointGroupsResponse list(Call call, ListEndpointGroupsRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        String listener = state.listener(request.listenerArn()).listenerArn();
        var page = ResultPage.of(
                state.groups().by(AcceleratorState.BY_OWNER, listener),
                Objects.requireNonNullElse(request.maxResults(), PAGE),
                request.nextToken(),
                AcceleratorErrors::invalidToken);
        return ListEndpointGroupsResponse.builder()
                .endpointGroups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** Endpoints that are given take the place of all that were there. */
    private static UpdateEndpointGroupResponse update(Call call, UpdateEndpointGroupRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        EndpointGroup old = state.group(request.endpointGroupArn());
        Region region = call.account().region(old.endpointGroupRegion());
        EndpointGroup changed = old.copy(copy -> {
            copy.trafficDialPercentage(
                    Objects.requireNonNullElse(request.trafficDialPercentage(), old.trafficDialPercentage()));
            if (request.hasEndpointConfigurations()) {
                copy.endpointDescriptions(endpoints(region, request.endpointConfigurations()));
            }
        });
        put(call, state, changed);
        return UpdateEndpointGroupResponse.builder().endpointGroup(changed).build();
    }

    private static DeleteEndpointGroupResponse delete(Call call, DeleteEndpointGroupRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        EndpointGroup group = state.group(request.endpointGroupArn());
        state.remove(group);
        settled(call, state, group);
        return DeleteEndpointGroupResponse.builder().build();
    }
}
