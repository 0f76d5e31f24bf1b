package dev.firebreak.testkit.service.config;

import static dev.firebreak.testkit.service.config.Observed.relation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.config.Observed.Details;
import dev.firebreak.testkit.service.config.Observed.Same;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.config.model.Relationship;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The EC2 resources that Config records. */
final class Ec2Inventory {
    private static final String INSTANCE = "AWS::EC2::Instance";
    private static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String INTERFACE = "AWS::EC2::NetworkInterface";
    private static final String VPC = "AWS::EC2::VPC";
    private static final String SUBNET = "AWS::EC2::Subnet";

    private final Region region;
    private final Ec2State state;
    private final Instant now;
    private final List<Observed> found = new ArrayList<>();

    private Ec2Inventory(Region region) {
        this.region = region;
        this.state = region.ec2();
        this.now = region.world().now();
    }

    static List<Observed> of(Region region) {
        var inventory = new Ec2Inventory(region);
        inventory.collect();
        return inventory.found;
    }

    private void collect() {
        state.instances().all().forEach(this::instance);
        state.securityGroups().all().forEach(this::group);
        state.volumes().all().forEach(volume -> add("AWS::EC2::Volume", volume.volumeId(), volume, this::ofVolume));
        state.interfaces().all().forEach(eni -> add(INTERFACE, eni.networkInterfaceId(), eni, this::ofInterface));
        state.vpcs().all().forEach(vpc -> add(VPC, vpc.vpcId(), vpc, (Vpc each) -> List.of()));
        state.subnets()
                .all()
                .forEach(subnet -> add(SUBNET, subnet.subnetId(), subnet, (Subnet each) -> inVpc(each.vpcId())));
        state.networkAcls()
                .all()
                .forEach(acl ->
                        add("AWS::EC2::NetworkAcl", acl.networkAclId(), acl, (NetworkAcl each) -> inVpc(each.vpcId())));
        state.routeTables()
                .all()
                .forEach(table -> add(
                        "AWS::EC2::RouteTable", table.routeTableId(), table, (RouteTable each) -> inVpc(each.vpcId())));
    }

    private <T extends SdkPojo> void add(
            String type, String id, T resource, Function<T, List<Relationship>> relations) {
        add(type, id, new Same(resource), () -> details(id, resource, relations.apply(resource)));
    }

    private void add(String type, String id, Object mark, Supplier<Details> details) {
        Map<String, String> tags = Map.copyOf(state.tags().of(id));
        found.add(new Observed(new ResourceKey(type, id), name(type, id), arn(type, id), List.of(mark, tags), details));
    }

    private Details details(String id, SdkPojo resource, List<Relationship> relations) {
        Map<String, String> tags = state.tags().of(id);
        ObjectNode json = ConfigurationJson.of(resource);
        var list = json.putArray("tags");
        tags.forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return new Details(json, Map.of(), Map.copyOf(tags), relations);
    }

    private String name(String type, String id) {
        return type.equals(GROUP)
                ? state.securityGroups().find(id).map(Ec2SecurityGroup::name).orElse("")
                : "";
    }

    private String arn(String type, String id) {
        String kind =
                switch (type) {
                    case INSTANCE -> "instance";
                    case GROUP -> "security-group";
                    case INTERFACE -> "network-interface";
                    case VPC -> "vpc";
                    case SUBNET -> "subnet";
                    case "AWS::EC2::Volume" -> "volume";
                    case "AWS::EC2::NetworkAcl" -> "network-acl";
                    default -> "route-table";
                };
        return "arn:aws:ec2:" + region.name() + ":" + region.account().id() + ":" + kind + "/" + id;
    }

    private void instance(Ec2Instance instance) {
        InstanceStateName current = instance.state(now);
        if (current == InstanceStateName.TERMINATED) {
            return;
        }
        List<NetworkInterface> interfaces = state.interfaces().by(Ec2State.BY_INSTANCE, instance.id());
        List<Volume> volumes = state.volumes().by(Ec2State.BY_INSTANCE, instance.id());
        var mark = new ArrayList<Object>(List.of(new Same(instance.launched()), current));
        interfaces.forEach(eni -> mark.add(new Same(eni)));
        volumes.forEach(volume -> mark.add(new Same(volume)));
        mark.add(state.profileAssociation(instance.id())
                .map(association -> association.profile().arn())
                .orElse(""));
        add(INSTANCE, instance.id(), mark, () -> ofInstance(instance, interfaces, volumes));
    }

    private Details ofInstance(Ec2Instance instance, List<NetworkInterface> interfaces, List<Volume> volumes) {
        SdkPojo view = Inspection.ec2(
                        region,
                        DescribeInstancesRequest.builder()
                                .instanceIds(instance.id())
                                .build(),
                        DescribeInstancesResponse.class)
                .<SdkPojo>map(answer -> answer.reservations().get(0).instances().get(0))
                .orElse(instance.launched());
        var relations = new ArrayList<Relationship>();
        interfaces.forEach(eni -> {
            relations.add(relation("Contains NetworkInterface", INTERFACE, eni.networkInterfaceId()));
            eni.groups()
                    .forEach(group ->
                            relations.add(relation("Is associated with SecurityGroup", GROUP, group.groupId())));
        });
        interfaces.stream().findFirst().ifPresent(eni -> {
            relations.add(relation("Is contained in Subnet", SUBNET, eni.subnetId()));
            relations.addAll(inVpc(eni.vpcId()));
        });
        volumes.forEach(
                volume -> relations.add(relation("Is attached to Volume", "AWS::EC2::Volume", volume.volumeId())));
        return details(instance.id(), view, relations.stream().distinct().toList());
    }

    private void group(Ec2SecurityGroup group) {
        var mark = new ArrayList<Object>();
        group.rules().forEach(rule -> mark.add(new Same(rule)));
        add(GROUP, group.id(), mark, () -> ofGroup(group));
    }

    private Details ofGroup(Ec2SecurityGroup group) {
        Optional<SdkPojo> view = Inspection.ec2(
                        region,
                        DescribeSecurityGroupsRequest.builder()
                                .groupIds(group.id())
                                .build(),
                        DescribeSecurityGroupsResponse.class)
                .map(answer -> answer.securityGroups().get(0));
        ObjectNode json = view.map(ConfigurationJson::of).orElseGet(JsonNodeFactory.instance::objectNode);
        return new Details(json, Map.of(), Map.copyOf(state.tags().of(group.id())), inVpc(group.vpcId()));
    }

    private List<Relationship> ofInterface(NetworkInterface eni) {
        var relations = new ArrayList<>(inVpc(eni.vpcId()));
        relations.add(relation("Is contained in Subnet", SUBNET, eni.subnetId()));
        eni.groups()
                .forEach(group -> relations.add(relation("Is associated with SecurityGroup", GROUP, group.groupId())));
        if (eni.attachment() != null && eni.attachment().instanceId() != null) {
            relations.add(relation(
                    "Is attached to Instance", INSTANCE, eni.attachment().instanceId()));
        }
        return relations;
    }

    private List<Relationship> ofVolume(Volume volume) {
        return volume.attachments().stream()
                .map(attachment -> relation("Is attached to Instance", INSTANCE, attachment.instanceId()))
                .toList();
    }

    private static List<Relationship> inVpc(String id) {
        return List.of(relation("Is contained in Vpc", VPC, id));
    }
}
