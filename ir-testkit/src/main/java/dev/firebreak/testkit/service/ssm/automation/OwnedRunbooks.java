package dev.firebreak.testkit.service.ssm.automation;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Ec2Service;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** The runbooks of AWS that have an effect here: they call the fake's own EC2, as the account that started them. */
final class OwnedRunbooks {
    private static final int SSH = 22;
    private static final int RDP = 3389;

    private final Call call;

    private OwnedRunbooks(Call call) {
        this.call = call;
    }

    /** What the runbook of AWS with this name does, if it does anything here. */
    static Optional<AutomationExecutor> find(Call call, String name) {
        var runbooks = new OwnedRunbooks(call);
        return switch (name) {
            case "AWS-StopEC2Instance" -> Optional.of(runbooks::stop);
            case "AWS-StartEC2Instance" -> Optional.of(runbooks::start);
            case "AWS-TerminateEC2Instance" -> Optional.of(runbooks::terminate);
            case "AWS-CreateSnapshot" -> Optional.of(runbooks::snapshot);
            case "AWS-DisablePublicAccessForSecurityGroup" -> Optional.of(runbooks::closeAdministration);
            default -> Optional.empty();
        };
    }

    private Map<String, List<String>> stop(Map<String, List<String>> given) {
        ec2(
                "StopInstances",
                StopInstancesRequest.builder()
                        .instanceIds(given.get("InstanceId"))
                        .build());
        return Map.of();
    }

    private Map<String, List<String>> start(Map<String, List<String>> given) {
        ec2(
                "StartInstances",
                StartInstancesRequest.builder()
                        .instanceIds(given.get("InstanceId"))
                        .build());
        return Map.of();
    }

    private Map<String, List<String>> terminate(Map<String, List<String>> given) {
        ec2(
                "TerminateInstances",
                TerminateInstancesRequest.builder()
                        .instanceIds(given.get("InstanceId"))
                        .build());
        return Map.of();
    }

    private Map<String, List<String>> snapshot(Map<String, List<String>> given) {
        var made = (CreateSnapshotResponse) ec2(
                "CreateSnapshot",
                CreateSnapshotRequest.builder()
                        .volumeId(first(given, "VolumeId"))
                        .description(first(given, "Description"))
                        .build());
        return Map.of("createSnapshot.SnapshotId", List.of(made.snapshotId()));
    }

    /** Takes SSH and RDP from everywhere, all or nothing: EC2 refuses to revoke what is not there. */
    private Map<String, List<String>> closeAdministration(Map<String, List<String>> given) {
        String blocked = first(given, "IpAddressToBlock");
        List<IpPermission> rules = Stream.of(SSH, RDP)
                .flatMap(port -> blocked.isEmpty()
                        ? Stream.of(from(port, "0.0.0.0/0"), from(port, "::/0"))
                        : Stream.of(from(port, blocked)))
                .toList();
        ec2(
                "RevokeSecurityGroupIngress",
                RevokeSecurityGroupIngressRequest.builder()
                        .groupId(first(given, "GroupId"))
                        .ipPermissions(rules)
                        .build());
        return Map.of();
    }

    private static IpPermission from(int port, String block) {
        var rule = IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
        return block.contains(":")
                ? rule.ipv6Ranges(Ipv6Range.builder().cidrIpv6(block).build()).build()
                : rule.ipRanges(IpRange.builder().cidrIp(block).build()).build();
    }

    private static String first(Map<String, List<String>> given, String name) {
        return given.getOrDefault(name, List.of()).stream().findFirst().orElse("");
    }

    private AwsResponse ec2(String name, AwsRequest request) {
        @SuppressWarnings("unchecked") // the operation of that name takes this request
        var operation = (Operations.Operation<AwsRequest>)
                new Ec2Service().operations().find(name).orElseThrow();
        return operation.handler().handle(call, request).response();
    }
}
