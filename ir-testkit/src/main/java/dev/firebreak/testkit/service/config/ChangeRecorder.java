package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.config.model.ConfigurationItem;
import software.amazon.awssdk.services.config.model.ConfigurationItemStatus;

/** Compares what is there with what was there, and records what changed. */
final class ChangeRecorder {
    private final ConfigState state;
    private final Region region;
    private final Instant now;

    ChangeRecorder(ConfigState state) {
        this.state = state;
        this.region = state.region();
        this.now = region.world().now();
    }

    /** Records all changes of the resources of some services, such as {@code ec2}. */
    boolean record(Set<String> services) {
        if (!state.recording()) {
            return false;
        }
        var current = new ArrayList<Observed>();
        var prefixes = new HashSet<String>();
        if (services.contains("ec2") || services.contains("autoscaling")) {
            current.addAll(Ec2Inventory.of(region));
            current.addAll(ScalingInventory.of(region));
            prefixes.addAll(Set.of("AWS::EC2::", "AWS::AutoScaling::"));
        }
        if (services.contains("iam")) {
            current.addAll(IamInventory.of(region.account()));
            prefixes.add("AWS::IAM::");
        }
        if (services.contains("s3")) {
            current.addAll(S3Inventory.of(region));
            prefixes.add("AWS::S3::");
        }
        if (services.contains("lambda")) {
            current.addAll(FunctionInventory.of(region));
            prefixes.add("AWS::Lambda::");
        }
        if (services.contains("rds")) {
            current.addAll(DatabaseInventory.of(region));
            prefixes.add("AWS::RDS::");
        }
        return compare(current, prefixes);
    }

    private boolean compare(List<Observed> current, Set<String> prefixes) {
        boolean changed = false;
        var there = new HashSet<ResourceKey>();
        for (Observed resource : current) {
            if (state.records(resource.key().type())) {
                there.add(resource.key());
                Observed before = state.latest().put(resource.key(), resource);
                if (before == null || !before.mark().equals(resource.mark())) {
                    add(
                            resource,
                            before == null ? ConfigurationItemStatus.RESOURCE_DISCOVERED : ConfigurationItemStatus.OK);
                    changed = true;
                }
            }
        }
        for (Observed before : List.copyOf(state.latest().values())) {
            boolean looked = prefixes.stream().anyMatch(before.key().type()::startsWith);
            if (looked && !there.contains(before.key())) {
                state.latest().remove(before.key());
                add(before, ConfigurationItemStatus.RESOURCE_DELETED);
                changed = true;
            }
        }
        return changed;
    }

    private void add(Observed resource, ConfigurationItemStatus status) {
        ConfigurationItem item = item(resource, status);
        state.add(resource.key(), item);
        publish(item);
    }

    private ConfigurationItem item(Observed resource, ConfigurationItemStatus status) {
        ConfigurationItem.Builder item = ConfigurationItem.builder()
                .version("1.3")
                .accountId(region.account().id())
                .configurationItemCaptureTime(now)
                .configurationItemStatus(status)
                .configurationStateId(String.valueOf(now.toEpochMilli()))
                .configurationItemMD5Hash("")
                .arn(resource.arn())
                .resourceType(resource.key().type())
                .resourceId(resource.key().id())
                .resourceName(resource.name().isEmpty() ? null : resource.name())
                .awsRegion(resource.key().type().startsWith("AWS::IAM::") ? "global" : region.name())
                .availabilityZone("Not Applicable")
                .relatedEvents(List.of());
        if (status != ConfigurationItemStatus.RESOURCE_DELETED) {
            Observed.Details details = resource.details().get();
            item.configuration(details.configuration().toString())
                    .supplementaryConfiguration(details.supplementary())
                    .tags(details.tags())
                    .relationships(details.relationships());
        }
        return item.build();
    }

    private void publish(ConfigurationItem item) {
        String change =
                switch (item.configurationItemStatus()) {
                    case RESOURCE_DISCOVERED -> "CREATE";
                    case RESOURCE_DELETED -> "DELETE";
                    default -> "UPDATE";
                };
        ObjectNode detail = JsonNodeFactory.instance.objectNode();
        detail.put("recordVersion", "1.3").put("messageType", "ConfigurationItemChangeNotification");
        detail.putObject("configurationItemDiff").put("changeType", change).putObject("changedProperties");
        detail.put("notificationCreationTime", now.toString());
        detail.putObject("configurationItem")
                .put("resourceType", item.resourceTypeAsString())
                .put("resourceId", item.resourceId())
                .put("resourceName", item.resourceName())
                .put("ARN", item.arn())
                .put("awsAccountId", item.accountId())
                .put("awsRegion", item.awsRegion())
                .put("configurationStateId", item.configurationStateId())
                .put("configurationItemStatus", item.configurationItemStatusAsString())
                .put("configurationItemCaptureTime", now.toString());
        region.world()
                .events()
                .publish(new AwsEvent(
                        "aws.config",
                        "Config Configuration Item Change",
                        region.account().id(),
                        region.name(),
                        now,
                        List.of(item.arn()),
                        detail));
    }
}
