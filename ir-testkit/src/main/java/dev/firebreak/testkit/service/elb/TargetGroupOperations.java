package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Target groups; their targets are {@link TargetOperations}. */
final class TargetGroupOperations {
    private static final List<String> HTTP = List.of("HTTP", "HTTPS");

    private TargetGroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateTargetGroup", CreateTargetGroupRequest::builder, TargetGroupOperations::create)
                .on("ModifyTargetGroup", ModifyTargetGroupRequest::builder, TargetGroupOperations::modify)
                .on("DeleteTargetGroup", DeleteTargetGroupRequest::builder, TargetGroupOperations::delete)
                .on("DescribeTargetGroups", DescribeTargetGroupsRequest::builder, TargetGroupOperations::describe)
                .on(
                        "DescribeTargetGroupAttributes",
                        DescribeTargetGroupAttributesRequest::builder,
                        TargetGroupOperations::describeAttributes)
                .on(
                        "ModifyTargetGroupAttributes",
                        ModifyTargetGroupAttributesRequest::builder,
                        TargetGroupOperations::modifyAttributes);
    }

    private static CreateTargetGroupResponse create(Call call, CreateTargetGroupRequest request) {
        String name = ElbErrors.name(request.name(), "Target group");
        TargetGroup wanted = wanted(call, request, name);
        ElbState state = ElbState.of(call);
        Optional<TargetGroup> same = state.targetGroups().all().stream()
                .filter(other -> other.targetGroupName().equals(name))
                .findFirst();
        if (same.isPresent()) {
            TargetGroup present = same.get();
            if (!present.equals(wanted.copy(copy -> copy.targetGroupArn(present.targetGroupArn())))) {
                throw AwsError.of(
                        "DuplicateTargetGroupName",
                        "A target group with the same name '%s' exists, but with different settings",
                        name);
            }
            return answer(call, present);
        }
        Tags.checkNew(request.tags());
        state.targetGroups().put(wanted);
        state.attributes(wanted.targetGroupArn())
                .putAll(Attributes.ofTargetGroup(HTTP.contains(wanted.protocolAsString())));
        Tags.put(state.tags(wanted.targetGroupArn()), request.tags());
        return answer(call, wanted);
    }

    private static CreateTargetGroupResponse answer(Call call, TargetGroup group) {
        return CreateTargetGroupResponse.builder()
                .targetGroups(view(call, group))
                .build();
    }

    private static TargetGroup wanted(Call call, CreateTargetGroupRequest request, String name) {
        TargetTypeEnum type = request.targetType() == null ? TargetTypeEnum.INSTANCE : request.targetType();
        if (type != TargetTypeEnum.INSTANCE && type != TargetTypeEnum.IP) {
            throw AwsError.of(
                    "UnsupportedOperation",
                    "Targets of type '%s' are not available here",
                    request.targetTypeAsString());
        }
        String protocol = ElbErrors.required(request.protocolAsString(), "protocol");
        int port = ElbErrors.required(request.port(), "port");
        if (port < 1 || port > 65535) {
            throw ElbErrors.invalid("Port '%d' must be between 1 and 65535", port);
        }
        String vpcId = ElbErrors.required(request.vpcId(), "vpcId");
        if (!call.region().ec2().vpcs().contains(vpcId)) {
            throw ElbErrors.invalid("The VPC ID '%s' is not found", vpcId);
        }
        TargetGroup.Builder group = TargetGroup.builder()
                .targetGroupArn(Arns.of(
                        call, "targetgroup/" + name + "/" + call.world().ids().hex(16)))
                .targetGroupName(name)
                .protocol(protocol)
                .port(port)
                .vpcId(vpcId)
                .targetType(type)
                .ipAddressType(request.ipAddressTypeAsString() == null ? "ipv4" : request.ipAddressTypeAsString());
        return healthCheck(group, request, HTTP.contains(protocol)).build();
    }

    private static TargetGroup.Builder healthCheck(
            TargetGroup.Builder group, CreateTargetGroupRequest request, boolean http) {
        String protocol = Objects.requireNonNullElse(
                request.healthCheckProtocolAsString(), http ? request.protocolAsString() : "TCP");
        boolean pages = HTTP.contains(protocol);
        if (http) {
            group.protocolVersion(Objects.requireNonNullElse(request.protocolVersion(), "HTTP1"));
        }
        if (pages) {
            group.healthCheckPath(Objects.requireNonNullElse(request.healthCheckPath(), "/"))
                    .matcher(
                            request.matcher() == null
                                    ? Matcher.builder().httpCode("200").build()
                                    : request.matcher());
        }
        int interval = Objects.requireNonNullElse(request.healthCheckIntervalSeconds(), 30);
        checkInterval(interval);
        return group.healthCheckProtocol(protocol)
                .healthCheckPort(Objects.requireNonNullElse(request.healthCheckPort(), "traffic-port"))
                .healthCheckEnabled(true)
                .healthCheckIntervalSeconds(interval)
                .healthCheckTimeoutSeconds(
                        Objects.requireNonNullElse(request.healthCheckTimeoutSeconds(), http ? 5 : pages ? 6 : 10))
                .healthyThresholdCount(Objects.requireNonNullElse(request.healthyThresholdCount(), 5))
                .unhealthyThresholdCount(Objects.requireNonNullElse(request.unhealthyThresholdCount(), 2));
    }

    private static void checkInterval(int seconds) {
        if (seconds < 5 || seconds > 300) {
            throw ElbErrors.invalid("Health check interval '%d' must be between 5 and 300 seconds", seconds);
        }
    }

    private static ModifyTargetGroupResponse modify(Call call, ModifyTargetGroupRequest request) {
        TargetGroup old = ElbErrors.targetGroup(call, request.targetGroupArn());
        int interval =
                Objects.requireNonNullElse(request.healthCheckIntervalSeconds(), old.healthCheckIntervalSeconds());
        checkInterval(interval);
        TargetGroup changed = old.copy(copy -> copy.healthCheckProtocol(Objects.requireNonNullElse(
                        request.healthCheckProtocolAsString(), old.healthCheckProtocolAsString()))
                .healthCheckPort(Objects.requireNonNullElse(request.healthCheckPort(), old.healthCheckPort()))
                .healthCheckPath(request.healthCheckPath() == null ? old.healthCheckPath() : request.healthCheckPath())
                .matcher(request.matcher() == null ? old.matcher() : request.matcher())
                .healthCheckIntervalSeconds(interval)
                .healthCheckTimeoutSeconds(Objects.requireNonNullElse(
                        request.healthCheckTimeoutSeconds(), old.healthCheckTimeoutSeconds()))
                .healthyThresholdCount(
                        Objects.requireNonNullElse(request.healthyThresholdCount(), old.healthyThresholdCount()))
                .unhealthyThresholdCount(
                        Objects.requireNonNullElse(request.unhealthyThresholdCount(), old.unhealthyThresholdCount())));
        ElbState.of(call).targetGroups().put(changed);
        return ModifyTargetGroupResponse.builder()
                .targetGroups(view(call, changed))
                .build();
    }

    private static DeleteTargetGroupResponse delete(Call call, DeleteTargetGroupRequest request) {
        ElbState state = ElbState.of(call);
        String arn = ElbErrors.required(request.targetGroupArn(), "targetGroupArn");
        if (!state.users(arn).isEmpty()) {
            throw AwsError.of("ResourceInUse", "Target group '%s' is currently in use by a listener or a rule", arn);
        }
        state.targetGroups().remove(arn);
        state.forget(arn);
        return DeleteTargetGroupResponse.builder().build();
    }

    private static DescribeTargetGroupsResponse describe(Call call, DescribeTargetGroupsRequest request) {
        ElbState state = ElbState.of(call);
        if (request.loadBalancerArn() != null) {
            ElbErrors.loadBalancer(call, request.loadBalancerArn());
        }
        List<TargetGroup> found = state.targetGroups().all().stream()
                .filter(each -> request.names().isEmpty() || request.names().contains(each.targetGroupName()))
                .filter(each -> request.targetGroupArns().isEmpty()
                        || request.targetGroupArns().contains(each.targetGroupArn()))
                .filter(each -> request.loadBalancerArn() == null
                        || state.users(each.targetGroupArn()).contains(request.loadBalancerArn()))
                .toList();
        if (found.size() < request.names().size() + request.targetGroupArns().size()) {
            throw AwsError.of("TargetGroupNotFound", "One or more target groups not found");
        }
        var page = ElbPage.of(found, request.pageSize(), request.marker());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(
                        page.items().stream().map(each -> view(call, each)).toList())
                .nextMarker(page.nextToken())
                .build();
    }

    private static TargetGroup view(Call call, TargetGroup group) {
        return group.copy(copy -> copy.loadBalancerArns(ElbState.of(call).users(group.targetGroupArn())));
    }

    private static DescribeTargetGroupAttributesResponse describeAttributes(
            Call call, DescribeTargetGroupAttributesRequest request) {
        TargetGroup group = ElbErrors.targetGroup(call, request.targetGroupArn());
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(attributes(call, group))
                .build();
    }

    private static ModifyTargetGroupAttributesResponse modifyAttributes(
            Call call, ModifyTargetGroupAttributesRequest request) {
        TargetGroup group = ElbErrors.targetGroup(call, request.targetGroupArn());
        var wanted = new TreeMap<String, String>();
        ElbErrors.required(request.attributes(), "attributes").forEach(each -> wanted.put(each.key(), each.value()));
        Attributes.set(ElbState.of(call).attributes(group.targetGroupArn()), wanted);
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(attributes(call, group))
                .build();
    }

    private static List<TargetGroupAttribute> attributes(Call call, TargetGroup group) {
        return ElbState.of(call).attributes(group.targetGroupArn()).entrySet().stream()
                .map(each -> TargetGroupAttribute.builder()
                        .key(each.getKey())
                        .value(each.getValue())
                        .build())
                .toList();
    }
}
