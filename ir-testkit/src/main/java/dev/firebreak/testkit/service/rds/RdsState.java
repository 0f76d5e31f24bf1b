package dev.firebreak.testkit.service.rds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;

/** The databases of an account in a Region. */
public final class RdsState implements ServiceState {
    private final Region region;
    private final Table<DbInstance> instances = new Table<>(DbInstance::id);
    private final Table<DbCluster> clusters = new Table<>(DbCluster::id);
    private final Table<DbSnapshot> snapshots = new Table<>(DbSnapshot::id);
    private final Table<DbClusterSnapshot> clusterSnapshots = new Table<>(DbClusterSnapshot::id);
    private final Table<DBSubnetGroup> subnetGroups = new Table<>(DBSubnetGroup::dbSubnetGroupName);
    private final Table<SnapshotExport> exports = new Table<>(SnapshotExport::id);
    private final SortedMap<String, SortedMap<String, String>> tags = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, String>> logs = new TreeMap<>();
    private final String defaultKey;
    private RdsTiming timing = RdsTiming.DEFAULT;

    private RdsState(Region region) {
        this.region = region;
        this.defaultKey = "arn:aws:kms:" + region.name() + ":"
                + region.account().id() + ":key/" + region.world().ids().uuid();
    }

    /** The state of a Region. */
    public static RdsState of(Region region) {
        return region.state(RdsState.class, RdsState::new);
    }

    static RdsState of(Call call) {
        return of(call.region());
    }

    /** Sets how long RDS takes. If not set, {@link RdsTiming#DEFAULT}. */
    public void timing(RdsTiming value) {
        timing = value;
    }

    RdsTiming timing() {
        return timing;
    }

    /** Puts a log file on a DB instance, in the place of the one with its name. */
    public void log(String instanceId, String fileName, String text) {
        logs.computeIfAbsent(instanceId, made -> new TreeMap<>()).put(fileName, text);
    }

    SortedMap<String, String> logs(String instanceId) {
        return logs.getOrDefault(instanceId, new TreeMap<>());
    }

    /** The key of AWS's own that encrypts where no other is named. */
    String defaultKey() {
        return defaultKey;
    }

    /** The instances after their maintenance; those whose deletion is over are dropped first. */
    Table<DbInstance> instances() {
        Instant now = region.world().now();
        List.copyOf(instances.all()).stream()
                .filter(instance -> instance.view(now).isEmpty())
                .forEach(instance -> {
                    instances.remove(instance.id());
                    logs.remove(instance.id());
                });
        List.copyOf(instances.all()).stream()
                .flatMap(instance -> PendingChanges.maintained(instance, now, timing.change()).stream())
                .forEach(instances::put);
        return instances;
    }

    Table<DbCluster> clusters() {
        Instant now = region.world().now();
        List.copyOf(clusters.all()).stream()
                .filter(cluster -> cluster.view(now).isEmpty())
                .forEach(cluster -> clusters.remove(cluster.id()));
        return clusters;
    }

    Table<DbSnapshot> snapshots() {
        return snapshots;
    }

    Table<DbClusterSnapshot> clusterSnapshots() {
        return clusterSnapshots;
    }

    Table<DBSubnetGroup> subnetGroups() {
        return subnetGroups;
    }

    Table<SnapshotExport> exports() {
        return exports;
    }

    /** The tags of a resource, by ARN. */
    SortedMap<String, String> tags(String arn) {
        return tags.computeIfAbsent(arn, made -> new TreeMap<>());
    }

    static String arn(Call call, String type, String id) {
        return "arn:aws:rds:" + call.region().name() + ":" + call.account().id() + ":" + type + ":" + id;
    }

    @Override
    public JsonNode snapshot() {
        Instant now = region.world().now();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        instances()
                .all()
                .forEach(each -> node.put(
                        "db:" + each.id(), String.valueOf(each.view(now).orElse(each.before()))));
        clusters()
                .all()
                .forEach(each -> node.put(
                        "cluster:" + each.id(), String.valueOf(each.view(now).orElse(each.before()))));
        snapshots.all().forEach(each -> node.put("snapshot:" + each.id(), each.snapshot() + " " + each.sortedShares()));
        clusterSnapshots
                .all()
                .forEach(each -> node.put(
                        "cluster-snapshot:" + each.id(), each.snapshot() + " " + new TreeSet<>(each.sharedWith())));
        subnetGroups.all().forEach(each -> node.put("subgrp:" + each.dbSubnetGroupName(), each.toString()));
        tags.forEach((arn, values) -> {
            if (!values.isEmpty()) {
                node.put("tags:" + arn, values.toString());
            }
        });
        return node;
    }
}
