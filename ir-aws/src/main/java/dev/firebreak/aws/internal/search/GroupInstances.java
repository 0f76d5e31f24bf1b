package dev.firebreak.aws.internal.search;

import dev.firebreak.PlanRejectedException;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.PeerReads;
import dev.firebreak.aws.internal.autoscaling.AutoScalingSteps;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Instance;

/** The members of an Auto Scaling group, as the group says, those in standby included. */
record GroupInstances(String name) implements InstanceSearch {
    @Override
    public List<String> find(TargetRef place, Clients clients) {
        List<String> members = AutoScalingSteps.members(clients, place.sibling("autoscaling-group", name))
                .orElseThrow(() -> new PlanRejectedException("Cannot find " + this
                        + ": there is no such group (account " + place.account() + ", Region " + place.region() + ")"));
        return PeerReads.inParts(members, ids -> live(place, clients, ids)).keySet().stream()
                .sorted()
                .toList();
    }

    private static Map<String, Instance> live(TargetRef place, Clients clients, List<String> ids) {
        return LiveInstances.find(place, clients, LiveInstances.filter("instance-id", ids))
                .collect(Collectors.toMap(Instance::instanceId, Function.identity(), (one, same) -> same));
    }

    @Override
    public String toString() {
        return "instances in Auto Scaling group '" + name + "'";
    }
}
