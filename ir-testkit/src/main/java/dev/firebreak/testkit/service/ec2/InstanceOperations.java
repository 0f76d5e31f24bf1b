package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.InstanceStatus;
import software.amazon.awssdk.services.ec2.model.InstanceStatusSummary;
import software.amazon.awssdk.services.ec2.model.Reservation;
import software.amazon.awssdk.services.ec2.model.SummaryStatus;

/** Reading instances: description, status and console output. */
final class InstanceOperations {
    private static final int LEAST_PAGE = 5;

    private InstanceOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("DescribeInstances", DescribeInstancesRequest::builder, InstanceOperations::describe)
                .on("DescribeInstanceStatus", DescribeInstanceStatusRequest::builder, InstanceOperations::status)
                .on("GetConsoleOutput", GetConsoleOutputRequest::builder, InstanceOperations::consoleOutput);
    }

    private static DescribeInstancesResponse describe(Call call, DescribeInstancesRequest request) {
        checkPaging(request.instanceIds(), request.maxResults());
        var query = new Page.Query(request.instanceIds(), request.filters(), request.maxResults(), request.nextToken());
        var page = InstanceFilters.of(call).page(call, Kind.INSTANCE, query.atLeast(LEAST_PAGE));
        return DescribeInstancesResponse.builder()
                .reservations(reservations(call, page.items()))
                .nextToken(page.nextToken())
                .build();
    }

    private static void checkPaging(List<String> ids, @Nullable Integer maxResults) {
        if (!ids.isEmpty() && maxResults != null) {
            throw Refusals.combination("The parameter instancesSet cannot be used with the parameter maxResults");
        }
    }

    static List<Reservation> reservations(Call call, List<Ec2Instance> instances) {
        Map<String, List<Instance>> byReservation = new LinkedHashMap<>();
        instances.forEach(instance -> byReservation
                .computeIfAbsent(instance.reservationId(), made -> new ArrayList<>())
                .add(InstanceView.of(call, instance)));
        var reservations = new ArrayList<Reservation>();
        byReservation.forEach((id, launched) -> reservations.add(Reservation.builder()
                .reservationId(id)
                .ownerId(call.account().id())
                .instances(launched)
                .build()));
        return reservations;
    }

    private static DescribeInstanceStatusResponse status(Call call, DescribeInstanceStatusRequest request) {
        checkPaging(request.instanceIds(), request.maxResults());
        var filters = InstanceFilters.addState(call, new Filters<>(call, Ec2Instance::id));
        if (!Boolean.TRUE.equals(request.includeAllInstances())) {
            filters.only(instance -> instance.in(call.now(), InstanceStateName.RUNNING));
        }
        var query = new Page.Query(request.instanceIds(), request.filters(), request.maxResults(), request.nextToken());
        var page = filters.page(call, Kind.INSTANCE, query.atLeast(LEAST_PAGE));
        return DescribeInstanceStatusResponse.builder()
                .instanceStatuses(page.map(instance -> statusOf(call, instance)))
                .nextToken(page.nextToken())
                .build();
    }

    private static InstanceStatus statusOf(Call call, Ec2Instance instance) {
        boolean running = instance.in(call.now(), InstanceStateName.RUNNING);
        InstanceStatusSummary summary = InstanceStatusSummary.builder()
                .status(running ? SummaryStatus.OK : SummaryStatus.NOT_APPLICABLE)
                .build();
        return InstanceStatus.builder()
                .instanceId(instance.id())
                .availabilityZone(instance.launched().placement().availabilityZone())
                .instanceState(instance.apiState(call.now()))
                .instanceStatus(summary)
                .systemStatus(summary)
                .build();
    }

    private static GetConsoleOutputResponse consoleOutput(Call call, GetConsoleOutputRequest request) {
        Ec2Instance instance = Kind.INSTANCE.get(call, Refusals.required(request.instanceId(), "instanceId"));
        byte[] text = instance.consoleOutput().getBytes(StandardCharsets.UTF_8);
        return GetConsoleOutputResponse.builder()
                .instanceId(instance.id())
                .timestamp(call.now())
                .output(text.length == 0 ? null : Base64.getEncoder().encodeToString(text))
                .build();
    }
}
