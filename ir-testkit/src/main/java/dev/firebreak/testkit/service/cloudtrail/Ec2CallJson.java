package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** EC2's own form: lists are {@code {"items": [...]}} under names of their own, and younger operations wrap it all. */
final class Ec2CallJson extends CallJson {
    /** A list's name in the record, and the name of a plain value in it. */
    private record Listed(String list, String item) {}

    private static final Map<String, Listed> LISTS = Map.ofEntries(
            Map.entry("InstanceIds", new Listed("instancesSet", "instanceId")),
            Map.entry("VolumeIds", new Listed("volumeSet", "volumeId")),
            Map.entry("SnapshotIds", new Listed("snapshotSet", "snapshotId")),
            Map.entry("ImageIds", new Listed("imagesSet", "imageId")),
            Map.entry("GroupIds", new Listed("securityGroupIdSet", "groupId")),
            Map.entry("GroupNames", new Listed("securityGroupSet", "groupName")),
            Map.entry("Groups", new Listed("groupSet", "groupId")),
            Map.entry("SecurityGroupIds", new Listed("groupSet", "groupId")),
            Map.entry("SecurityGroups", new Listed("groupSet", "groupName")),
            Map.entry("SecurityGroupRuleIds", new Listed("securityGroupRuleIds", "securityGroupRuleId")),
            Map.entry("NetworkInterfaceIds", new Listed("networkInterfaceIdSet", "networkInterfaceId")),
            Map.entry("NetworkInterfaces", new Listed("networkInterfaceSet", "networkInterfaceId")),
            Map.entry("VpcIds", new Listed("vpcSet", "vpcId")),
            Map.entry("SubnetIds", new Listed("subnetSet", "subnetId")),
            Map.entry("RouteTableIds", new Listed("routeTableIdSet", "routeTableId")),
            Map.entry("NetworkAclIds", new Listed("networkAclIdSet", "networkAclId")),
            Map.entry("AllocationIds", new Listed("allocationIdsSet", "allocationId")),
            Map.entry("RegionNames", new Listed("regionSet", "regionName")),
            Map.entry("Resources", new Listed("resourcesSet", "resourceId")),
            Map.entry("Filters", new Listed("filterSet", "filter")),
            Map.entry("Values", new Listed("valueSet", "value")),
            Map.entry("Tags", new Listed("tagSet", "tag")),
            Map.entry("TagSpecifications", new Listed("tagSpecificationSet", "tag")));

    private static final Set<String> WRAPPED = Set.of(
            "AssociateIamInstanceProfile",
            "DisassociateIamInstanceProfile",
            "ReplaceIamInstanceProfileAssociation",
            "DescribeIamInstanceProfileAssociations",
            "CreateFlowLogs",
            "DeleteFlowLogs",
            "DescribeFlowLogs",
            "CreateLaunchTemplate",
            "CreateLaunchTemplateVersion",
            "DeleteLaunchTemplate",
            "ModifyLaunchTemplate",
            "DescribeLaunchTemplates",
            "DescribeLaunchTemplateVersions",
            "CreateVpcEndpoint",
            "ModifyVpcEndpoint",
            "DeleteVpcEndpoints",
            "DescribeVpcEndpoints",
            "ModifyInstanceMetadataOptions",
            "EnableEbsEncryptionByDefault",
            "DisableEbsEncryptionByDefault",
            "GetEbsEncryptionByDefault",
            "CreateSnapshots",
            "EnableSnapshotBlockPublicAccess",
            "DisableSnapshotBlockPublicAccess",
            "LockSnapshot",
            "UnlockSnapshot",
            "GetInstanceMetadataDefaults");

    private boolean ofAnswer;

    Ec2CallJson(ApiCall call) {
        super(call);
    }

    @Override
    JsonNode requestParameters() {
        if (wrapped()) {
            ObjectNode json = JSON.objectNode();
            json.set(call().operation() + "Request", new WrappedJson(call()).object(call().request()));
            return json;
        }
        ObjectNode json = object(call().request());
        return call().operation().equals("RunInstances") ? instancesTogether(json) : json;
    }

    @Override
    JsonNode responseElements() {
        SdkPojo response = call().response();
        if (response == null) {
            return JSON.objectNode();
        }
        ofAnswer = true;
        ObjectNode json = JSON.objectNode().put("requestId", call().requestId());
        json.setAll(object(response));
        if (json.size() == 1) {
            json.put("_return", true);
        }
        ObjectNode wrapper = JSON.objectNode();
        wrapper.set(call().operation() + "Response", json);
        return wrapped() ? wrapper : json;
    }

    private boolean wrapped() {
        return WRAPPED.contains(call().operation());
    }

    private static ObjectNode instancesTogether(ObjectNode flat) {
        ObjectNode json = JSON.objectNode();
        ObjectNode instance = json.putObject("instancesSet").putArray("items").addObject();
        for (String name : List.of("imageId", "keyName", "minCount", "maxCount")) {
            if (flat.has(name)) {
                instance.set(name, flat.remove(name));
            }
        }
        json.setAll(flat);
        return json;
    }

    @Override
    String name(SdkField<?> field) {
        if (ofAnswer) {
            String name = field.unmarshallLocationName();
            return name.equals("return") ? "_return" : name;
        }
        Listed listed = LISTS.get(field.memberName());
        return listed == null ? decapitalized(field.locationName()) : listed.list();
    }

    @Override
    JsonNode member(SdkField<?> field, Object value) {
        if (!(value instanceof Collection<?> values)) {
            return node(value);
        }
        Listed listed = LISTS.getOrDefault(field.memberName(), new Listed("", singular(field.memberName())));
        ObjectNode json = JSON.objectNode();
        ArrayNode items = json.putArray("items");
        for (Object each : values) {
            JsonNode item = node(each);
            if (item.isObject()) {
                items.add(item);
            } else {
                items.addObject().set(listed.item(), item);
            }
        }
        return json;
    }

    private static String singular(String name) {
        return decapitalized(name.replaceFirst("s$", ""));
    }

    @Override
    JsonNode time(Instant instant) {
        return JSON.numberNode(instant.toEpochMilli());
    }

    /** The request of a younger operation: names as in the API, and lists with numbered elements. */
    private static final class WrappedJson extends CallJson {
        WrappedJson(ApiCall call) {
            super(call);
        }

        @Override
        String name(SdkField<?> field) {
            return field.locationName();
        }

        @Override
        JsonNode member(SdkField<?> field, Object value) {
            if (!(value instanceof Collection<?> values)) {
                return node(value);
            }
            ArrayNode array = JSON.arrayNode();
            int tag = 1;
            for (Object each : values) {
                JsonNode item = node(each);
                ObjectNode numbered = JSON.objectNode().put("tag", tag++);
                if (item instanceof ObjectNode object) {
                    numbered.setAll(object);
                } else {
                    numbered.set("content", item);
                }
                array.add(numbered);
            }
            return array.size() == 1 ? array.get(0) : array;
        }
    }
}
