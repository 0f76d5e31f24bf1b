package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.service.Operations.Operation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.utils.builder.Buildable;

/** Requests in which every text names something: for EC2, which knows resources by their ids, an id where the field is for one. */
final class NamingRequest {
    private static final int DEEPEST = 3;
    private static final Map<String, String> EC2_IDS = Map.ofEntries(
            Map.entry("AllocationId", "eipalloc"),
            Map.entry("DhcpOptionsId", "dopt"),
            Map.entry("EgressOnlyInternetGatewayId", "eigw"),
            Map.entry("FlowLogId", "fl"),
            Map.entry("GatewayId", "igw"),
            Map.entry("GroupId", "sg"),
            Map.entry("ImageId", "ami"),
            Map.entry("SourceImageId", "ami"),
            Map.entry("InstanceId", "i"),
            Map.entry("InternetGatewayId", "igw"),
            Map.entry("KeyPairId", "key"),
            Map.entry("LaunchTemplateId", "lt"),
            Map.entry("NatGatewayId", "nat"),
            Map.entry("NetworkAclId", "acl"),
            Map.entry("NetworkInsightsAnalysisId", "nia"),
            Map.entry("NetworkInsightsPathId", "nip"),
            Map.entry("NetworkInterfaceId", "eni"),
            Map.entry("PrefixListId", "pl"),
            Map.entry("Resource", "i"),
            Map.entry("RouteTableId", "rtb"),
            Map.entry("SecurityGroupRuleId", "sgr"),
            Map.entry("SnapshotId", "snap"),
            Map.entry("SourceSnapshotId", "snap"),
            Map.entry("SubnetId", "subnet"),
            Map.entry("TransitGatewayId", "tgw"),
            Map.entry("TransitGatewayAttachmentId", "tgw-attach"),
            Map.entry("TrafficMirrorFilterId", "tmf"),
            Map.entry("TrafficMirrorFilterRuleId", "tmfr"),
            Map.entry("TrafficMirrorSessionId", "tms"),
            Map.entry("TrafficMirrorTargetId", "tmt"),
            Map.entry("VolumeId", "vol"),
            Map.entry("VpcEndpointId", "vpce"),
            Map.entry("VpcId", "vpc"),
            Map.entry("VpcPeeringConnectionId", "pcx"));

    private NamingRequest() {}

    static AwsRequest of(Operation<?> operation) {
        return (AwsRequest) pojo(operation.request().get(), 1);
    }

    private static Object pojo(SdkPojo builder, int depth) {
        for (SdkField<?> field : builder.sdkFields()) {
            Object value = value(field, field.memberName(), depth);
            if (value != null) {
                field.set(builder, value);
            }
        }
        return ((Buildable) builder).build();
    }

    private static @Nullable Object value(SdkField<?> field, String name, int depth) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> text(name);
            case SDK_POJO -> depth > DEEPEST ? null : pojo(field.constructor().get(), depth + 1);
            case LIST -> {
                Object member = value(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), name, depth + 1);
                yield member == null ? null : List.of(member);
            }
            default -> null;
        };
    }

    private static String text(String field) {
        String prefix = EC2_IDS.get(field.replaceFirst("s$", ""));
        return prefix == null ? "x" : prefix + "-0123456789abcdef0";
    }
}
