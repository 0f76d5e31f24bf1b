package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.IpPermission;

class EstateTest {
    private final FakeAws fake = FakeAws.create();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);
    private final LaunchedInstance web = estate.launch(InstanceSpec.named("web-1")
            .interfaces(2)
            .ipv6()
            .elasticIp()
            .groups("web", "admin")
            .profile("WebServer")
            .userData("#!/bin/sh")
            .dataVolumes(1)
            .inAutoScalingGroup("web")
            .tag("team", "shop")
            .consoleOutput("Booted"));

    @AfterEach
    void close() {
        fake.close();
    }

    @Test
    void launch_everything_isThere() {
        var instance = estate.describe(web.id());

        assertThat(web.interfaceIds()).hasSize(2);
        assertThat(web.volumeIds()).hasSize(2);
        assertThat(web.groupIds()).containsExactly(estate.group("web"), estate.group("admin"));
        assertThat(instance.iamInstanceProfile().arn()).endsWith(":instance-profile/WebServer");
        assertThat(instance.publicIpAddress()).isNotEmpty();
        assertThat(instance.ipv6Address()).isNotEmpty();
        assertThat(instance.tags())
                .extracting(tag -> tag.key())
                .containsExactly("Name", "aws:autoscaling:groupName", "team");
    }

    @Test
    void snapshot_afterChangesAreTakenBack_isEqual() {
        JsonNode before = fake.snapshot();
        String eni = web.interfaceIds().get(1);
        String quarantine = ec2.createSecurityGroup(request -> request.groupName("quarantine")
                        .description("quarantine")
                        .vpcId(estate.vpcId()))
                .groupId();

        contain(eni, quarantine);
        assertThat(fake.snapshot()).isNotEqualTo(before);
        release(eni, quarantine);

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void snapshot_ruleRevokedAndAuthorizedAgain_isEqual() {
        JsonNode before = fake.snapshot();
        IpPermission rule = ec2.describeSecurityGroups(request -> request.groupIds(estate.group("web")))
                .securityGroups()
                .get(0)
                .ipPermissions()
                .get(0);

        ec2.revokeSecurityGroupIngress(
                request -> request.groupId(estate.group("web")).ipPermissions(rule));
        ec2.authorizeSecurityGroupIngress(
                request -> request.groupId(estate.group("web")).ipPermissions(rule));

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    private void contain(String eni, String quarantine) {
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(quarantine));
        ec2.disassociateIamInstanceProfile(request -> request.associationId(association()));
        ec2.disassociateAddress(request ->
                request.associationId(ec2.describeAddresses().addresses().get(0).associationId()));
        protect(true);
    }

    private void release(String eni, String quarantine) {
        protect(false);
        ec2.associateAddress(request -> request.allocationId(
                        ec2.describeAddresses().addresses().get(0).allocationId())
                .networkInterfaceId(web.interfaceIds().get(0)));
        ec2.associateIamInstanceProfile(
                request -> request.instanceId(web.id()).iamInstanceProfile(profile -> profile.name("WebServer")));
        ec2.modifyNetworkInterfaceAttribute(
                request -> request.networkInterfaceId(eni).groups(List.copyOf(web.groupIds())));
        ec2.deleteSecurityGroup(request -> request.groupId(quarantine));
    }

    private void protect(boolean value) {
        ec2.modifyInstanceAttribute(request -> request.instanceId(web.id())
                .disableApiTermination(
                        AttributeBooleanValue.builder().value(value).build()));
    }

    private String association() {
        return ec2.describeIamInstanceProfileAssociations()
                .iamInstanceProfileAssociations()
                .get(0)
                .associationId();
    }
}
