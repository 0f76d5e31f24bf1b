package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Registering and deregistering targets, and how healthy they are. */
final class TargetOperations {
    private TargetOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("RegisterTargets", RegisterTargetsRequest::builder, TargetOperations::register)
                .on("DeregisterTargets", DeregisterTargetsRequest::builder, TargetOperations::deregister)
                .on("DescribeTargetHealth", DescribeTargetHealthRequest::builder, TargetOperations::health);
    }

    private static RegisterTargetsResponse register(Call call, RegisterTargetsRequest request) {
        TargetGroup group = ElbErrors.targetGroup(call, request.targetGroupArn());
        List<TargetDescription> wanted = ElbErrors.required(request.targets(), "targets");
        wanted.forEach(target -> check(call, group, ElbErrors.required(target.id(), "targets.1.member.id")));
        wanted.forEach(target -> Targets.put(
                call,
                group,
                new RegisteredTarget(target.id(), port(group, target), target.availabilityZone(), call.now(), null)));
        return RegisterTargetsResponse.builder().build();
    }

    private static int port(TargetGroup group, TargetDescription target) {
        return target.port() == null ? group.port() : target.port();
    }

    private static void check(Call call, TargetGroup group, String id) {
        if (group.targetType() == TargetTypeEnum.IP) {
            checkAddress(id);
            return;
        }
        Ec2Instance instance = call.region()
                .ec2()
                .instances()
                .find(id)
                .orElseThrow(() -> id.startsWith("i-")
                        ? AwsError.of("InvalidTarget", "The following targets are not found: '%s'", id)
                        : ElbErrors.invalid("Instance ID '%s' is not valid", id));
        if (!instance.in(call.now(), InstanceStateName.RUNNING)) {
            throw AwsError.of(
                    "InvalidTarget",
                    "The following targets are not in a running state and cannot be registered: '%s'",
                    id);
        }
        if (!group.vpcId().equals(instance.launched().vpcId())) {
            throw AwsError.of(
                    "InvalidTarget",
                    "The following targets are not in the target group VPC '%s': '%s'",
                    group.vpcId(),
                    id);
        }
    }

    /** Targets by address may be in the VPC or in private ranges beyond it, but not in public ones. */
    private static void checkAddress(String address) {
        boolean reachable = Stream.of("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")
                .anyMatch(range -> inRange(address, range));
        if (!reachable) {
            throw AwsError.of(
                    "InvalidTarget", "The IP address '%s' is not a valid IPv4 address of a private range", address);
        }
    }

    private static boolean inRange(String address, String range) {
        return address.matches("(\\d{1,3}\\.){3}\\d{1,3}") && Ipv4.range(range).contains(address);
    }

    private static DeregisterTargetsResponse deregister(Call call, DeregisterTargetsRequest request) {
        TargetGroup group = ElbErrors.targetGroup(call, request.targetGroupArn());
        List<TargetDescription> wanted = ElbErrors.required(request.targets(), "targets");
        for (TargetDescription target : wanted) {
            boolean registered =
                    Targets.of(call, group.targetGroupArn()).stream().anyMatch(each -> matches(each, target));
            if (!registered) {
                throw AwsError.of("InvalidTarget", "The following targets are not registered: '%s'", target.id());
            }
        }
        Targets.drain(call, group, each -> wanted.stream().anyMatch(target -> matches(each, target)));
        return DeregisterTargetsResponse.builder().build();
    }

    /** Without a port, a description means the target with every port. */
    private static boolean matches(RegisteredTarget registered, TargetDescription target) {
        return registered.id().equals(target.id()) && (target.port() == null || target.port() == registered.port());
    }

    private static DescribeTargetHealthResponse health(Call call, DescribeTargetHealthRequest request) {
        TargetGroup group = ElbErrors.targetGroup(call, request.targetGroupArn());
        List<RegisteredTarget> all = Targets.of(call, group.targetGroupArn());
        var described = new ArrayList<TargetHealthDescription>();
        if (request.targets().isEmpty()) {
            all.forEach(target -> described.add(describe(call, group, target)));
        }
        for (TargetDescription asked : request.targets()) {
            List<RegisteredTarget> found =
                    all.stream().filter(each -> matches(each, asked)).toList();
            found.forEach(target -> described.add(describe(call, group, target)));
            if (found.isEmpty()) {
                described.add(TargetHealthDescription.builder()
                        .target(asked.copy(copy -> copy.port(port(group, asked))))
                        .targetHealth(Health.NOT_REGISTERED)
                        .build());
            }
        }
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(described)
                .build();
    }

    private static TargetHealthDescription describe(Call call, TargetGroup group, RegisteredTarget target) {
        return TargetHealthDescription.builder()
                .target(target.description())
                .healthCheckPort(
                        "traffic-port".equals(group.healthCheckPort())
                                ? String.valueOf(target.port())
                                : group.healthCheckPort())
                .targetHealth(Health.of(call, group, target))
                .build();
    }
}
