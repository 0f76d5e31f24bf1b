package dev.firebreak.testkit.service.ec2.instance;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.InstanceMonitoring;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;

/** Detailed monitoring of instances, on and off. */
public final class MonitoringOperations {
    private MonitoringOperations() {}

    /** Adds the operations. */
    public static void addTo(Operations operations) {
        operations
                .on("MonitorInstances", MonitorInstancesRequest::builder, MonitoringOperations::monitor)
                .on("UnmonitorInstances", UnmonitorInstancesRequest::builder, MonitoringOperations::unmonitor);
    }

    private static MonitorInstancesResponse monitor(Call call, MonitorInstancesRequest request) {
        return MonitorInstancesResponse.builder()
                .instanceMonitorings(set(call, request.instanceIds(), "enabled", "pending"))
                .build();
    }

    private static UnmonitorInstancesResponse unmonitor(Call call, UnmonitorInstancesRequest request) {
        return UnmonitorInstancesResponse.builder()
                .instanceMonitorings(set(call, request.instanceIds(), "disabled", "disabling"))
                .build();
    }

    private static List<InstanceMonitoring> set(Call call, List<String> ids, String state, String answered) {
        var instances = Kind.INSTANCE.get(call, Refusals.required(ids, "InstanceId"));
        instances.forEach(instance -> instance.change(copy -> copy.monitoring(monitoring -> monitoring.state(state))));
        return instances.stream().map(instance -> answer(instance, answered)).toList();
    }

    private static InstanceMonitoring answer(Ec2Instance instance, String state) {
        return InstanceMonitoring.builder()
                .instanceId(instance.id())
                .monitoring(monitoring -> monitoring.state(state))
                .build();
    }
}
