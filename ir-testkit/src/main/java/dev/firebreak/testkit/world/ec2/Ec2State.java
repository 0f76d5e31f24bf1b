package dev.firebreak.testkit.world.ec2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ResourceTags;
import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.lag.Lag;
import dev.firebreak.testkit.world.network.AddressPool;
import dev.firebreak.testkit.world.network.Ec2Networks;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.Vpc;

/**
 * The EC2 resources of one account in one Region.
 *
 * <p>The SDK model objects in the tables carry no tags: {@link #tags} has those of every resource.
 */
public final class Ec2State {
    /** Index of interfaces, volumes, addresses and profile associations by the instance they belong to. */
    public static final String BY_INSTANCE = "instance";

    /** Index of interfaces by security group. */
    public static final String BY_GROUP = "group";

    /** Index of interfaces by the id of their attachment. */
    public static final String BY_ATTACHMENT = "attachment";

    /** Index of snapshots by the volume they were taken of. */
    public static final String BY_VOLUME = "volume";

    /** Index of Elastic IP addresses by interface. */
    public static final String BY_INTERFACE = "interface";

    /** Index of interfaces by each of their addresses, private, public and IPv6. */
    public static final String BY_ADDRESS = "address";

    /** Index of instances by VPC. */
    public static final String BY_VPC = "vpc";

    /** Index of instances by the subnet of their primary interface. */
    public static final String BY_SUBNET = "subnet";

    /** Index of associations by the ARN of the instance profile. */
    public static final String BY_PROFILE = "profile";

    /** Index of images by the snapshots they are made of. */
    public static final String BY_SNAPSHOT = "snapshot";

    private final Region region;
    private final Table<Ec2Instance> instances = new Table<>(Ec2Instance::id)
            .index(BY_VPC, instance -> present(instance.launched().vpcId()))
            .index(BY_SUBNET, instance -> present(instance.launched().subnetId()));
    private final Table<NetworkInterface> interfaces = new Table<>(NetworkInterface::networkInterfaceId)
            .index(BY_INSTANCE, Ec2State::instanceOf)
            .index(BY_ATTACHMENT, Ec2State::attachmentOf)
            .index(BY_ADDRESS, Ec2State::addressesOf)
            .index(BY_GROUP, eni -> map(eni.groups(), GroupIdentifier::groupId));
    private final Table<Ec2SecurityGroup> securityGroups = new Table<>(Ec2SecurityGroup::id);
    private final Table<Volume> volumes = new Table<>(Volume::volumeId)
            .index(BY_INSTANCE, volume -> map(volume.attachments(), VolumeAttachment::instanceId));
    private final Table<Snapshot> snapshots =
            new Table<>(Snapshot::snapshotId).index(BY_VOLUME, snapshot -> present(snapshot.volumeId()));
    private final Table<Image> images = new Table<>(Image::imageId).index(BY_SNAPSHOT, Ec2State::snapshotsOf);
    private final Table<ProfileAssociation> profileAssociations = new Table<>(ProfileAssociation::id)
            .index(BY_INSTANCE, association -> List.of(association.instanceId()))
            .index(BY_PROFILE, association -> List.of(association.profile().arn()));
    private final Table<Vpc> vpcs = new Table<>(Vpc::vpcId);
    private final Table<Subnet> subnets = new Table<>(Subnet::subnetId);
    private final Table<RouteTable> routeTables = new Table<>(RouteTable::routeTableId);
    private final Table<NetworkAcl> networkAcls = new Table<>(NetworkAcl::networkAclId);
    private final Table<InternetGateway> internetGateways = new Table<>(InternetGateway::internetGatewayId);
    private final Table<DhcpOptions> dhcpOptions = new Table<>(DhcpOptions::dhcpOptionsId);
    private final Table<Address> addresses = new Table<>(Address::allocationId)
            .index(BY_INSTANCE, address -> present(address.instanceId()))
            .index(BY_INTERFACE, address -> present(address.networkInterfaceId()));
    private final Table<LaunchTemplateVersions> launchTemplates = new Table<>(LaunchTemplateVersions::id);
    private final Table<KeyPairInfo> keyPairs = new Table<>(KeyPairInfo::keyPairId);
    private final Ec2Networks networks = new Ec2Networks();
    private final ResourceTags tags = new ResourceTags();
    private final AddressPool addressPool = new AddressPool();
    private final Deque<String> terminated = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>(Comparator.comparing(Later::at));
    private Ec2Timing timing = Ec2Timing.DEFAULT;

    /** The EC2 of a Region before anything is in it. */
    public Ec2State(Region region) {
        this.region = region;
        Ec2PrefixList.ofAws(region.name()).forEach(networks.prefixLists()::put);
        Lag lag = region.world().lags().ec2();
        if (!lag.isNone()) {
            lag(lag);
        }
    }

    private void lag(Lag lag) {
        instances.lagging(lag, Ec2Instance::beforeChange);
        securityGroups.lagging(lag, Ec2SecurityGroup::beforeChange);
        List.of(interfaces, volumes, snapshots, images, profileAssociations, vpcs, subnets, routeTables, networkAcls)
                .forEach(table -> table.lagging(lag));
        List.of(internetGateways, dhcpOptions, addresses, launchTemplates, keyPairs)
                .forEach(table -> table.lagging(lag));
        networks.lagging(lag);
        tags.lagging(lag);
    }

    /** The instances, indexed {@link #BY_VPC} and {@link #BY_SUBNET}. Terminated ones stay for an hour, then {@link #catchUp} drops them. */
    public Table<Ec2Instance> instances() {
        return instances;
    }

    /** The network interfaces, indexed {@link #BY_INSTANCE}, {@link #BY_GROUP}, {@link #BY_ATTACHMENT} and {@link #BY_ADDRESS}. */
    public Table<NetworkInterface> interfaces() {
        return interfaces;
    }

    /** The security groups. */
    public Table<Ec2SecurityGroup> securityGroups() {
        return securityGroups;
    }

    /** The volumes, indexed {@link #BY_INSTANCE}. */
    public Table<Volume> volumes() {
        return volumes;
    }

    /** The snapshots, indexed {@link #BY_VOLUME}; one that is {@code pending} here is completed by the clock. */
    public Table<Snapshot> snapshots() {
        return snapshots;
    }

    /** The images, own and public, indexed {@link #BY_SNAPSHOT}; one that is {@code pending} here becomes available by the clock. */
    public Table<Image> images() {
        return images;
    }

    /** The associations of instances with instance profiles, indexed {@link #BY_INSTANCE} and {@link #BY_PROFILE}. */
    public Table<ProfileAssociation> profileAssociations() {
        return profileAssociations;
    }

    /** The VPCs. */
    public Table<Vpc> vpcs() {
        return vpcs;
    }

    /** The subnets. */
    public Table<Subnet> subnets() {
        return subnets;
    }

    /** The route tables. */
    public Table<RouteTable> routeTables() {
        return routeTables;
    }

    /** The network ACLs. */
    public Table<NetworkAcl> networkAcls() {
        return networkAcls;
    }

    /** The internet gateways. */
    public Table<InternetGateway> internetGateways() {
        return internetGateways;
    }

    /** The sets of DHCP options. */
    public Table<DhcpOptions> dhcpOptions() {
        return dhcpOptions;
    }

    /** The Elastic IP addresses, indexed {@link #BY_INSTANCE} and {@link #BY_INTERFACE}. */
    public Table<Address> addresses() {
        return addresses;
    }

    /** The launch templates. */
    public Table<LaunchTemplateVersions> launchTemplates() {
        return launchTemplates;
    }

    /** The key pairs, which are public keys here. */
    public Table<KeyPairInfo> keyPairs() {
        return keyPairs;
    }

    /** What connects and watches the VPCs. */
    public Ec2Networks networks() {
        return networks;
    }

    /** The tags of all resources. */
    public ResourceTags tags() {
        return tags;
    }

    /** The addresses in use in each subnet. */
    public AddressPool addressPool() {
        return addressPool;
    }

    /** How long EC2 takes here. */
    public Ec2Timing timing() {
        return timing;
    }

    /** Sets how long EC2 takes here. If not set, {@link Ec2Timing#DEFAULT}. */
    public void timing(Ec2Timing value) {
        timing = value;
    }

    /** The default VPC; empty when it was deleted. */
    public Optional<Vpc> defaultVpc() {
        return vpcs.all().stream().filter(Vpc::isDefault).findFirst();
    }

    /** The current association of an instance with a profile, also one that is being given up. */
    public Optional<ProfileAssociation> profileAssociation(String instanceId) {
        return profileAssociations.by(BY_INSTANCE, instanceId).stream()
                .filter(association -> !association.gone(region.world().now()))
                .findFirst();
    }

    /** Remembers that an instance was terminated, to drop it when it is no longer visible. */
    public void terminated(String instanceId) {
        terminated.add(instanceId);
    }

    /** Drops the instances that were terminated an hour ago or more. */
    private void forgetTerminated(Instant now) {
        while (!terminated.isEmpty()
                && instances.find(terminated.peek()).orElseThrow().forgotten(now)) {
            String id = terminated.remove();
            instances.remove(id);
            tags.forget(id);
        }
    }

    /** Says that an instance was asked to change its state; its Auto Scaling group, if it has one, will look at it. */
    public void changesState(String instanceId, Instant settles) {
        region.autoScaling().look(instanceId, settles);
    }

    /** Has something done by the first call at or after a time. */
    public void later(Instant at, Runnable action) {
        later.add(new Later(at, action));
    }

    /** Does what is due by now. */
    public void catchUp(Instant now) {
        while (!later.isEmpty() && !later.peek().at().isAfter(now)) {
            later.remove().action().run();
        }
        forgetTerminated(now);
    }

    private record Later(Instant at, Runnable action) {}

    /** All state as comparable JSON; see {@link Region#snapshot}. */
    public ObjectNode snapshot() {
        return new Ec2Snapshot(this, region.world().now()).json();
    }

    private static List<String> instanceOf(NetworkInterface eni) {
        return eni.attachment() == null ? List.of() : present(eni.attachment().instanceId());
    }

    private static List<String> attachmentOf(NetworkInterface eni) {
        return eni.attachment() == null ? List.of() : present(eni.attachment().attachmentId());
    }

    private static List<String> addressesOf(NetworkInterface eni) {
        var addresses = new ArrayList<String>();
        for (NetworkInterfacePrivateIpAddress address : eni.privateIpAddresses()) {
            addresses.add(address.privateIpAddress());
            if (address.association() != null) {
                addresses.addAll(present(address.association().publicIp()));
            }
        }
        eni.ipv6Addresses().forEach(address -> addresses.add(address.ipv6Address()));
        return addresses;
    }

    private static List<String> snapshotsOf(Image image) {
        return image.blockDeviceMappings().stream()
                .filter(mapping -> mapping.ebs() != null)
                .map(mapping -> mapping.ebs().snapshotId())
                .filter(Objects::nonNull)
                .toList();
    }

    private static List<String> present(String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static <S> List<String> map(List<S> values, Function<S, String> key) {
        var keys = new ArrayList<String>();
        values.forEach(value -> keys.add(key.apply(value)));
        return keys;
    }
}
