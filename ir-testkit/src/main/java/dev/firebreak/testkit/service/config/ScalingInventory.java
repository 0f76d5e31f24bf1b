package dev.firebreak.testkit.service.config;

import static dev.firebreak.testkit.service.config.Observed.relation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Auto Scaling groups that Config records. */
final class ScalingInventory {
    private ScalingInventory() {}

    static List<Observed> of(Region region) {
        return region.autoScaling().groups().values().stream()
                .map(ScalingInventory::observed)
                .toList();
    }

    private static Observed observed(ScalingGroup group) {
        ObjectNode json = ConfigurationJson.of(group.settings());
        ArrayNode members = json.putArray("instances");
        group.members().forEach(member -> members.add(ConfigurationJson.of(member)));
        ArrayNode suspended = json.putArray("suspendedProcesses");
        group.suspended().forEach(process -> suspended.addObject().put("processName", process));
        Map<String, String> tags = new TreeMap<>();
        group.tags().forEach((key, tag) -> tags.put(key, tag.value()));
        var relations = group.members().stream()
                .map(member -> relation("Contains Instance", "AWS::EC2::Instance", member.instanceId()))
                .toList();
        return new Observed(
                new ResourceKey(
                        "AWS::AutoScaling::AutoScalingGroup", group.settings().autoScalingGroupARN()),
                group.name(),
                group.settings().autoScalingGroupARN(),
                List.of(json, tags),
                () -> new Details(json, Map.of(), tags, relations));
    }
}
