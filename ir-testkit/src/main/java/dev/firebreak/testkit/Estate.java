package dev.firebreak.testkit;

import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import java.util.List;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesRequest;
import software.amazon.awssdk.services.autoscaling.model.AttachInstancesResponse;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupResponse;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.UpdateAutoScalingGroupResponse;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AssociateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AssociateAddressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;

/**
 * Sets up realistic instances in a few lines, in a VPC of its own with IPv4, IPv6 and an internet gateway.
 *
 * <pre>{@code
 * Estate estate = Estate.in(fake);
 * LaunchedInstance web = estate.launch(InstanceSpec.named("web-1")
 *         .interfaces(2).ipv6().groups("web", "admin").profile("WebServer").dataVolumes(1)
 *         .inAutoScalingGroup("web").tag("team", "shop").consoleOutput("Booted"));
 * }</pre>
 *
 * <p>Everything is made through the operations of the fake services, so nothing is there that AWS would refuse.
 *
 * <p><i>Threading:</i> safe for use by many threads; it takes the world's monitor.
 */
public final class Estate {
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},\
            "Action":"sts:AssumeRole"}]}""";

    private final World world;
    private final DirectCalls calls;
    private final EstateNetwork network;

    private Estate(World world, DirectCalls calls) {
        this.world = world;
        this.calls = calls;
        this.network = EstateNetwork.make(calls);
    }

    /** An estate in the default account and Region of a fake. */
    public static Estate in(FakeAws fake) {
        return in(fake.world(), fake.accountId(), fake.region().id());
    }

    /** An estate in an account and a Region, both made when first asked for. */
    public static Estate in(World world, String accountId, String region) {
        synchronized (world) {
            return new Estate(world, new DirectCalls(world, accountId, region));
        }
    }

    /** The VPC of the estate. */
    public String vpcId() {
        return network.vpcId();
    }

    /** The subnets of the estate, one in each Availability Zone. */
    public List<String> subnetIds() {
        return network.subnetIds();
    }

    /** The security group with this name, made when first asked for: it lets in HTTPS from everywhere. */
    public String group(String name) {
        synchronized (world) {
            return calls.region().ec2().securityGroups().all().stream()
                    .filter(group ->
                            group.vpcId().equals(vpcId()) && group.name().equals(name))
                    .map(Ec2SecurityGroup::id)
                    .findFirst()
                    .orElseGet(() -> makeGroup(name));
        }
    }

    /** The instance profile with this name, made, with a role of the same name, when first asked for; answers its ARN. */
    public String profile(String name) {
        synchronized (world) {
            return calls.account()
                    .iam()
                    .findInstanceProfile(name)
                    .map(profile -> profile.arn())
                    .orElseGet(() -> makeProfile(name));
        }
    }

    /** Launches an instance, which runs when this returns. */
    public LaunchedInstance launch(InstanceSpec spec) {
        synchronized (world) {
            List<String> groups = spec.groups().stream().map(this::group).toList();
            spec.profile().ifPresent(this::profile);
            var request = EstateLaunch.request(spec, image(), subnetIds().get(0), groups);
            String id = calls.ec2(request, RunInstancesResponse.class)
                    .instances()
                    .get(0)
                    .instanceId();
            calls.region().ec2().instances().find(id).orElseThrow().consoleOutput(spec.consoleOutput());
            if (spec.hasElasticIp()) {
                giveElasticIp(id);
            }
            spec.autoScalingGroup().ifPresent(group -> join(group, id));
            return launched(describe(id), groups);
        }
    }

    /** The instance as {@code DescribeInstances} gives it now. */
    public Instance describe(String instanceId) {
        synchronized (world) {
            return calls.ec2(
                            DescribeInstancesRequest.builder()
                                    .instanceIds(instanceId)
                                    .build(),
                            DescribeInstancesResponse.class)
                    .reservations()
                    .get(0)
                    .instances()
                    .get(0);
        }
    }

    private String image() {
        return calls.region().ec2().images().all().iterator().next().imageId();
    }

    private String makeGroup(String name) {
        String id = calls.ec2(
                        CreateSecurityGroupRequest.builder()
                                .groupName(name)
                                .description(name)
                                .vpcId(vpcId())
                                .build(),
                        CreateSecurityGroupResponse.class)
                .groupId();
        IpPermission https = IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .ipRanges(IpRange.builder()
                        .cidrIp("0.0.0.0/0")
                        .description("everyone")
                        .build())
                .build();
        calls.ec2(
                AuthorizeSecurityGroupIngressRequest.builder()
                        .groupId(id)
                        .ipPermissions(https)
                        .build(),
                AuthorizeSecurityGroupIngressResponse.class);
        return id;
    }

    private String makeProfile(String name) {
        if (calls.account().iam().roles().find(name).isEmpty()) {
            calls.iam(
                    CreateRoleRequest.builder()
                            .roleName(name)
                            .assumeRolePolicyDocument(TRUST)
                            .build(),
                    CreateRoleResponse.class);
        }
        String arn = calls.iam(
                        CreateInstanceProfileRequest.builder()
                                .instanceProfileName(name)
                                .build(),
                        CreateInstanceProfileResponse.class)
                .instanceProfile()
                .arn();
        calls.iam(
                AddRoleToInstanceProfileRequest.builder()
                        .instanceProfileName(name)
                        .roleName(name)
                        .build(),
                AddRoleToInstanceProfileResponse.class);
        return arn;
    }

    private void giveElasticIp(String instanceId) {
        String allocation = calls.ec2(AllocateAddressRequest.builder().build(), AllocateAddressResponse.class)
                .allocationId();
        calls.ec2(
                AssociateAddressRequest.builder()
                        .allocationId(allocation)
                        .networkInterfaceId(
                                describe(instanceId).networkInterfaces().get(0).networkInterfaceId())
                        .build(),
                AssociateAddressResponse.class);
    }

    private void join(String groupName, String instanceId) {
        boolean first = !calls.region().autoScaling().groups().containsKey(groupName);
        if (first) {
            calls.autoScaling(
                    CreateAutoScalingGroupRequest.builder()
                            .autoScalingGroupName(groupName)
                            .instanceId(instanceId)
                            .minSize(0)
                            .maxSize(10)
                            .vpcZoneIdentifier(String.join(",", subnetIds()))
                            .build(),
                    CreateAutoScalingGroupResponse.class);
        }
        calls.autoScaling(
                AttachInstancesRequest.builder()
                        .autoScalingGroupName(groupName)
                        .instanceIds(instanceId)
                        .build(),
                AttachInstancesResponse.class);
        if (first) {
            calls.autoScaling(
                    UpdateAutoScalingGroupRequest.builder()
                            .autoScalingGroupName(groupName)
                            .minSize(1)
                            .build(),
                    UpdateAutoScalingGroupResponse.class);
        }
    }

    private static LaunchedInstance launched(Instance instance, List<String> groups) {
        return new LaunchedInstance(
                instance.instanceId(),
                instance.vpcId(),
                instance.networkInterfaces().stream()
                        .map(InstanceNetworkInterface::networkInterfaceId)
                        .toList(),
                groups,
                instance.blockDeviceMappings().stream()
                        .map(mapping -> mapping.ebs().volumeId())
                        .toList());
    }
}
