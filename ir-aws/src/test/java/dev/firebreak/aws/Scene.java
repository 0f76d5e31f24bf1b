package dev.firebreak.aws;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.iam.IamClient;

/**
 * A VPC with IPv6, and in it an instance with two interfaces in several groups, and with a profile whose role has another name, and a
 * path.
 */
final class Scene {
    private static final String TRUST =
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{"
                    + "\"Service\":\"ec2.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}";

    final Ec2Client ec2;
    final String vpc;
    final String subnet;
    final String web;
    final String admin;
    final String id;
    final String second;

    Scene(Rehearsal rehearsal) {
        this.ec2 = rehearsal.fake.ec2();
        makeProfile(rehearsal.fake.iam());
        this.vpc = ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(true))
                .vpc()
                .vpcId();
        this.subnet = ec2.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.1.0/24"))
                .subnet()
                .subnetId();
        this.web = group("web", 443);
        this.admin = group("admin", 22);
        this.id = launch("first");
        this.second = attach(1, web);
    }

    /** Makes a group {@code web} of at most three instances, which begins with this many, and has no fewer. */
    void makeScalingGroup(AutoScalingClient autoScaling, int size) {
        String image = ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        autoScaling.createLaunchConfiguration(
                request -> request.launchConfigurationName("web").imageId(image).instanceType("t3.small"));
        autoScaling.createAutoScalingGroup(request -> request.autoScalingGroupName("web")
                .launchConfigurationName("web")
                .vpcZoneIdentifier(subnet)
                .minSize(size)
                .desiredCapacity(size)
                .maxSize(3));
    }

    private static void makeProfile(IamClient iam) {
        iam.createRole(
                request -> request.roleName("web-role").path("/apps/web/").assumeRolePolicyDocument(TRUST));
        iam.createInstanceProfile(
                request -> request.instanceProfileName("web-profile").path("/apps/"));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName("web-profile").roleName("web-role"));
    }

    private String group(String name, int port) {
        String group = ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc))
                .groupId();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                        .build()));
        return group;
    }

    /** Launches an instance with one interface; the token is given since the SDK's would differ from world to world. */
    String launch(String token) {
        String image = ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        return ec2.runInstances(request -> request.imageId(image)
                        .clientToken(token)
                        .minCount(1)
                        .maxCount(1)
                        .instanceType("t3.small")
                        .iamInstanceProfile(profile -> profile.name("web-profile"))
                        .networkInterfaces(InstanceNetworkInterfaceSpecification.builder()
                                .deviceIndex(0)
                                .subnetId(subnet)
                                .groups(web, admin)
                                .build()))
                .instances()
                .get(0)
                .instanceId();
    }

    /** Attaches a further interface to the instance. */
    String attach(int index, String... groups) {
        String face = ec2.createNetworkInterface(
                        request -> request.subnetId(subnet).groups(groups))
                .networkInterface()
                .networkInterfaceId();
        ec2.attachNetworkInterface(
                request -> request.instanceId(id).networkInterfaceId(face).deviceIndex(index));
        return face;
    }

    /** Puts the instance into the group {@code web}. */
    void joinScalingGroup(AutoScalingClient autoScaling) {
        makeScalingGroup(autoScaling, 0);
        autoScaling.attachInstances(
                request -> request.autoScalingGroupName("web").instanceIds(id));
    }

    static IpPermission everything() {
        return IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
    }

    Ec2Instance instance() {
        return Ec2.instance(id);
    }

    /** The groups of each interface of the instance. */
    Map<String, List<String>> groups() {
        return ec2
                .describeInstances(request -> request.instanceIds(id))
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .networkInterfaces()
                .stream()
                .collect(Collectors.toMap(
                        face -> face.networkInterfaceId(),
                        face -> face.groups().stream()
                                .map(GroupIdentifier::groupId)
                                .toList()));
    }

    List<SecurityGroup> quarantineGroups() {
        return ec2.describeSecurityGroups(request -> request.filters(tagged("firebreak:role", "quarantine")))
                .securityGroups();
    }

    /** Whether a group lets nothing through: its rules, if any, are for addresses that no packet has. */
    boolean isClosed(SecurityGroup group) {
        var rules = ec2.describeSecurityGroupRules(request -> request.filters(
                Filter.builder().name("group-id").values(group.groupId()).build()));
        return rules.securityGroupRules().stream()
                .allMatch(rule -> "127.0.0.1/32".equals(rule.cidrIpv4()) || "::1/128".equals(rule.cidrIpv6()));
    }

    static Filter tagged(String key, String value) {
        return Filter.builder().name("tag:" + key).values(value).build();
    }

    NetworkInterface networkInterface(String face) {
        return ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(face))
                .networkInterfaces()
                .get(0);
    }
}
