package dev.firebreak.examples;

import dev.firebreak.testkit.FakeAws;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RequestLaunchTemplateData;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.iam.IamClient;

/** Builds, in a fake AWS, the web shop whose instance a finding names: two interfaces, a role of another name, an Auto Scaling group. */
final class RehearsalEstate {
    private static final String GROUP = "shop-web";
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}""";

    private final Ec2Client ec2;
    private final IamClient iam;
    private final AutoScalingClient autoScaling;
    private final FakeAws fake;

    RehearsalEstate(FakeAws fake) {
        this.fake = fake;
        this.ec2 = fake.ec2();
        this.iam = fake.iam();
        this.autoScaling = fake.autoScaling();
    }

    /** Builds it around an instance of this id. */
    void build(String instance) {
        String vpc = ec2.describeVpcs(request -> request.filters(filter("is-default", "true")))
                .vpcs()
                .get(0)
                .vpcId();
        String subnet = ec2.describeSubnets(request -> request.filters(filter("vpc-id", vpc)))
                .subnets()
                .get(0)
                .subnetId();
        String image = ec2.describeImages(request -> request.owners("amazon"))
                .images()
                .get(0)
                .imageId();
        profile();
        List<String> groups = List.of(securityGroup(vpc, "web", 443), securityGroup(vpc, "monitoring", 9100));
        launch(instance, image, subnet, groups);
        scalingGroup(instance, image, subnet);
    }

    private void profile() {
        iam.createRole(
                request -> request.roleName("shop-web-role").path("/shop/").assumeRolePolicyDocument(TRUST));
        iam.attachRolePolicy(request ->
                request.roleName("shop-web-role").policyArn("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"));
        iam.createInstanceProfile(
                request -> request.instanceProfileName("shop-web").path("/web/"));
        iam.addRoleToInstanceProfile(
                request -> request.instanceProfileName("shop-web").roleName("shop-web-role"));
    }

    private String securityGroup(String vpc, String name, int port) {
        String group = ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc))
                .groupId();
        IpPermission rule = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build();
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(rule));
        return group;
    }

    private void launch(String instance, String image, String subnet, List<String> groups) {
        fake.world().ids().next(instance);
        ec2.runInstances(request -> request.imageId(image)
                .instanceType("m6i.large")
                .minCount(1)
                .maxCount(1)
                .networkInterfaces(
                        networkInterface(0, subnet, groups), networkInterface(1, subnet, groups.subList(0, 1)))
                .iamInstanceProfile(profile -> profile.name("shop-web"))
                .tagSpecifications(TagSpecification.builder()
                        .resourceType(ResourceType.INSTANCE)
                        .tags(Tag.builder().key("Name").value("shop-web-1").build())
                        .build()));
    }

    private static InstanceNetworkInterfaceSpecification networkInterface(
            int index, String subnet, List<String> groups) {
        return InstanceNetworkInterfaceSpecification.builder()
                .deviceIndex(index)
                .subnetId(subnet)
                .groups(groups)
                .build();
    }

    private void scalingGroup(String instance, String image, String subnet) {
        ec2.createLaunchTemplate(request -> request.launchTemplateName(GROUP)
                .launchTemplateData(RequestLaunchTemplateData.builder()
                        .imageId(image)
                        .instanceType("m6i.large")
                        .build()));
        autoScaling.createAutoScalingGroup(request -> request.autoScalingGroupName(GROUP)
                .launchTemplate(template -> template.launchTemplateName(GROUP).version("$Latest"))
                .vpcZoneIdentifier(subnet)
                .minSize(1)
                .maxSize(4)
                .desiredCapacity(1));
        autoScaling.attachInstances(
                request -> request.autoScalingGroupName(GROUP).instanceIds(instance));
        autoScaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName(GROUP).minSize(2));
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
