package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;

class OwnedRunbookCasesTest extends SsmCases {
    private static final String RUNBOOKS =
            "https://docs.aws.amazon.com/systems-manager-automation-runbooks/latest/userguide/";

    @Test
    @AwsFact(
            value = "AWS-StopEC2Instance stops the instances",
            source = RUNBOOKS + "automation-aws-stopec2instance.html")
    void stopEc2Instance_running_isStopped() {
        String id = node("web");

        var ended = run("AWS-StopEC2Instance", Map.of("InstanceId", List.of(id)));

        assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
        assertThat(fake.ec2()
                        .describeInstances(query -> query.instanceIds(id))
                        .reservations()
                        .get(0)
                        .instances()
                        .get(0)
                        .state()
                        .name())
                .isEqualTo(InstanceStateName.STOPPED);
    }

    @Test
    @AwsFact(
            value = "A runbook fails with what the service that it calls refuses",
            source = RUNBOOKS + "automation-aws-stopec2instance.html")
    void stopEc2Instance_unknown_fails() {
        var ended = run("AWS-StopEC2Instance", Map.of("InstanceId", List.of("i-0123456789abcdef0")));

        assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.FAILED);
        assertThat(ended.failureMessage()).contains("i-0123456789abcdef0");
    }

    @Test
    @AwsFact(
            value = "AWS-CreateSnapshot makes a snapshot of the volume",
            source = RUNBOOKS + "automation-aws-createsnapshot.html")
    void createSnapshot_volume_hasASnapshot() {
        node("web");
        String volume = fake.ec2().describeVolumes().volumes().get(0).volumeId();

        var ended = run("AWS-CreateSnapshot", Map.of("VolumeId", List.of(volume), "Description", List.of("case 7")));

        assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
        assertThat(fake.ec2().describeSnapshots(query -> query.ownerIds("self")).snapshots())
                .singleElement()
                .satisfies(snapshot -> {
                    assertThat(snapshot.volumeId()).isEqualTo(volume);
                    assertThat(snapshot.description()).isEqualTo("case 7");
                });
    }

    @Test
    @AwsFact(
            value =
                    "AWS-DisablePublicAccessForSecurityGroup closes SSH and RDP to everyone, and leaves other ports open",
            source = RUNBOOKS + "automation-aws-disablepublicaccessforsecuritygroup.html")
    void disablePublicAccess_openGroup_losesAdministrationPorts() {
        String group = group();
        fake.ec2()
                .authorizeSecurityGroupIngress(
                        rule -> rule.groupId(group).ipPermissions(open(22), open(3389), open(443)));

        var ended = run("AWS-DisablePublicAccessForSecurityGroup", Map.of("GroupId", List.of(group)));

        assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
        assertThat(fake.ec2()
                        .describeSecurityGroups(query -> query.groupIds(group))
                        .securityGroups()
                        .get(0)
                        .ipPermissions())
                .extracting(IpPermission::fromPort)
                .containsExactly(443);
    }

    @Test
    @AwsFact(
            value = "AWS-DisablePublicAccessForSecurityGroup fails when a rule is missing outside the default VPC",
            source = RUNBOOKS + "automation-aws-disablepublicaccessforsecuritygroup.html")
    void disablePublicAccess_ruleMissing_fails() {
        String group = group();
        fake.ec2().authorizeSecurityGroupIngress(rule -> rule.groupId(group).ipPermissions(open(22)));

        var ended = run("AWS-DisablePublicAccessForSecurityGroup", Map.of("GroupId", List.of(group)));

        assertThat(ended.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.FAILED);
        assertThat(ended.failureMessage()).contains("does not exist");
    }

    private String group() {
        String vpc = fake.ec2()
                .createVpc(make -> make.cidrBlock("10.9.0.0/16"))
                .vpc()
                .vpcId();
        return fake.ec2()
                .createSecurityGroup(
                        make -> make.groupName("open").description("open").vpcId(vpc))
                .groupId();
    }

    private static IpPermission open(int port) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
                .build();
    }

    private AutomationExecution run(String runbook, Map<String, List<String>> parameters) {
        SsmClient ssm = client(SsmClient.builder());
        String id = ssm.startAutomationExecution(
                        start -> start.documentName(runbook).parameters(parameters))
                .automationExecutionId();
        clock.advance(Duration.ofMinutes(1));
        return ssm.getAutomationExecution(get -> get.automationExecutionId(id)).automationExecution();
    }
}
