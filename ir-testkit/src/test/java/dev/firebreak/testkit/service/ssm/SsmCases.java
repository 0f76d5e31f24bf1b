package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/** Cases with managed nodes. */
abstract class SsmCases extends ServiceCases {
    static final String CORE = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore";

    /** Launches an instance whose role lets its agent in. */
    String node(String name) {
        return node(InstanceSpec.named(name));
    }

    String node(InstanceSpec spec) {
        Estate estate = Estate.in(fake);
        estate.profile("Managed");
        fake.iam().attachRolePolicy(attach -> attach.roleName("Managed").policyArn(CORE));
        return estate.launch(spec.profile("Managed")).id();
    }

    /** Sends a shell script and waits for its end. */
    GetCommandInvocationResponse run(SsmClient ssm, String instanceId, String script) {
        String command = send(ssm, instanceId, script);
        clock.advance(Duration.ofSeconds(2));
        return invocation(ssm, command, instanceId);
    }

    String send(SsmClient ssm, String instanceId, String script) {
        return ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(instanceId)
                        .parameters(Map.of("commands", List.of(script))))
                .command()
                .commandId();
    }

    GetCommandInvocationResponse invocation(SsmClient ssm, String command, String instanceId) {
        return ssm.getCommandInvocation(get -> get.commandId(command).instanceId(instanceId));
    }

    void cutOff(String instanceId) {
        Filter attached = Filter.builder()
                .name("attachment.instance-id")
                .values(instanceId)
                .build();
        NetworkInterface eni = fake.ec2()
                .describeNetworkInterfaces(query -> query.filters(attached))
                .networkInterfaces()
                .get(0);
        String quarantine = fake.ec2()
                .createSecurityGroup(group -> group.groupName("quarantine-" + instanceId)
                        .description("nothing")
                        .vpcId(eni.vpcId()))
                .groupId();
        IpPermission everything = IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        fake.ec2().revokeSecurityGroupEgress(rule -> rule.groupId(quarantine).ipPermissions(everything));
        fake.ec2()
                .modifyNetworkInterfaceAttribute(change ->
                        change.networkInterfaceId(eni.networkInterfaceId()).groups(quarantine));
    }
}
