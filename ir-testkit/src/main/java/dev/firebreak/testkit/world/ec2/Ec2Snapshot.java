package dev.firebreak.testkit.world.ec2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.ResourceJson;
import dev.firebreak.testkit.world.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Writes the state of EC2 as comparable JSON. */
final class Ec2Snapshot {
    private static final String PUBLIC_OWNER = "amazon";

    /** What AWS assigns anew on every change, so that no caller can put it back. */
    private static final Set<String> ASSIGNED_ANEW = Set.of(
            "AssociationId",
            "AttachmentId",
            "AttachTime",
            "SecurityGroupRuleId",
            "SecurityGroupRuleArn",
            "RouteTableAssociationId",
            "NetworkAclAssociationId");

    private final Ec2State state;
    private final Instant now;
    private final ResourceJson sdk = new ResourceJson(ASSIGNED_ANEW);

    Ec2Snapshot(Ec2State state, Instant now) {
        this.state = state;
        this.now = now;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("vpcs", table(state.vpcs(), Vpc::vpcId));
        json.set("subnets", table(state.subnets(), Subnet::subnetId));
        json.set("routeTables", unordered(table(state.routeTables(), RouteTable::routeTableId)));
        json.set("networkAcls", unordered(table(state.networkAcls(), NetworkAcl::networkAclId)));
        json.set("internetGateways", table(state.internetGateways(), InternetGateway::internetGatewayId));
        state.networks().addTo(json, sdk);
        json.set("addresses", table(state.addresses(), Address::allocationId));
        json.set("securityGroups", securityGroups());
        json.set("interfaces", table(state.interfaces(), NetworkInterface::networkInterfaceId));
        json.set("volumes", table(state.volumes(), Volume::volumeId));
        json.set("snapshots", table(state.snapshots(), Snapshot::snapshotId));
        json.set("images", table(ownImages(), Image::imageId));
        json.set("instances", instances());
        json.set("launchTemplates", launchTemplates());
        json.set("keyPairs", table(state.keyPairs(), KeyPairInfo::keyPairId));
        json.set("tags", tags());
        return json;
    }

    private <T extends SdkPojo> ObjectNode table(Table<T> table, Function<T, String> id) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sorted(table.all().stream(), id).forEach(row -> json.set(id.apply(row), sdk.of(row)));
        return json;
    }

    /** Sorts the lists of each row: routes, rules and associations have no order of their own. */
    private static ObjectNode unordered(ObjectNode rows) {
        for (JsonNode row : rows) {
            for (JsonNode list : row) {
                if (list instanceof ArrayNode array) {
                    var elements = new ArrayList<JsonNode>();
                    array.forEach(elements::add);
                    elements.sort(Comparator.comparing(JsonNode::toString));
                    array.removeAll().addAll(elements);
                }
            }
        }
        return rows;
    }

    private Table<Image> ownImages() {
        var own = new Table<>(Image::imageId);
        state.images().all().stream()
                .filter(image -> !PUBLIC_OWNER.equals(image.imageOwnerAlias()))
                .forEach(own::put);
        return own;
    }

    private ObjectNode securityGroups() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sorted(state.securityGroups().all().stream(), Ec2SecurityGroup::id)
                .forEach(group -> json.set(group.id(), securityGroup(group)));
        return json;
    }

    private ObjectNode securityGroup(Ec2SecurityGroup group) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", group.name());
        json.put("description", group.description());
        json.put("vpcId", group.vpcId());
        ArrayNode rules = json.putArray("rules");
        sorted(group.rules().stream().map(sdk::of), ObjectNode::toString).forEach(rules::add);
        return json;
    }

    private ObjectNode instances() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sorted(state.instances().all().stream(), Ec2Instance::id)
                .filter(instance -> !instance.forgotten(now))
                .forEach(instance -> json.set(instance.id(), instance(instance)));
        return json;
    }

    private ObjectNode instance(Ec2Instance instance) {
        ObjectNode json = sdk.of(instance.launched());
        json.put("state", instance.state(now).toString());
        json.put("disableApiTermination", instance.terminationProtected());
        json.put("disableApiStop", instance.stopProtected());
        json.put("instanceInitiatedShutdownBehavior", instance.shutdownBehavior());
        json.put("userData", instance.userData());
        json.put("consoleOutput", instance.consoleOutput());
        json.put("reboots", instance.reboots());
        state.profileAssociation(instance.id())
                .ifPresent(
                        association -> json.put("profile", association.profile().arn() + " " + association.state(now)));
        return json;
    }

    private ObjectNode launchTemplates() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        sorted(state.launchTemplates().all().stream(), LaunchTemplateVersions::id)
                .forEach(template -> {
                    ObjectNode versions = json.putObject(template.id())
                            .put("name", template.name())
                            .put("defaultVersion", template.defaultNumber())
                            .putObject("versions");
                    template.versions()
                            .forEach((number, version) -> versions.set(number.toString(), sdk.of(version.data())));
                });
        return json;
    }

    private ObjectNode tags() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        state.tags().all().forEach((resource, tags) -> {
            if (!resource.startsWith("sgr-")) {
                ObjectNode ofResource = json.putObject(resource);
                tags.forEach(ofResource::put);
            }
        });
        return json;
    }

    private static <T> Stream<T> sorted(Stream<T> rows, Function<T, String> key) {
        return rows.sorted((left, right) -> key.apply(left).compareTo(key.apply(right)));
    }
}
