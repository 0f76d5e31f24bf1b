package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.network.Interfaces;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ProfileAssociation;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.Volume;

/** The filters of {@code DescribeInstances}. */
final class InstanceFilters {
    private final Call call;
    private final Ec2State state;
    private final Filters<Ec2Instance> filters;

    private InstanceFilters(Call call) {
        this.call = call;
        this.state = call.region().ec2();
        this.filters = new Filters<>(call, Ec2Instance::id);
    }

    static Filters<Ec2Instance> of(Call call) {
        var made = new InstanceFilters(call);
        made.addLaunched();
        made.addNetwork();
        made.addGroups();
        made.addBelongings();
        return addState(call, made.filters);
    }

    /** The filters that {@code DescribeInstanceStatus} knows as well. */
    static Filters<Ec2Instance> addState(Call call, Filters<Ec2Instance> filters) {
        return filters.on("instance-state-name", instance -> instance.state(call.now()))
                .on(
                        "instance-state-code",
                        instance -> instance.apiState(call.now()).code())
                .on(
                        "availability-zone",
                        instance -> instance.launched().placement().availabilityZone());
    }

    private void addLaunched() {
        filters.on("instance-id", Ec2Instance::id)
                .indexed(
                        "instance-id", id -> state.instances().find(id).stream().toList())
                .on("reservation-id", Ec2Instance::reservationId)
                .on("image-id", launched(Instance::imageId))
                .on("instance-type", launched(Instance::instanceTypeAsString))
                .on("instance-lifecycle", launched(Instance::instanceLifecycleAsString))
                .on("key-name", launched(Instance::keyName))
                .on("architecture", launched(Instance::architectureAsString))
                .on("client-token", launched(Instance::clientToken))
                .on("launch-time", launched(Instance::launchTime))
                .on("launch-index", launched(Instance::amiLaunchIndex))
                .on("platform", launched(Instance::platformAsString))
                .on("hypervisor", launched(Instance::hypervisorAsString))
                .on("virtualization-type", launched(Instance::virtualizationTypeAsString))
                .on("root-device-name", launched(Instance::rootDeviceName))
                .on("root-device-type", launched(Instance::rootDeviceTypeAsString))
                .on("tenancy", instance -> instance.launched().placement().tenancyAsString())
                .on(
                        "monitoring-state",
                        instance -> instance.launched().monitoring().stateAsString())
                .on(
                        "metadata-options.http-tokens",
                        instance -> instance.launched().metadataOptions().httpTokensAsString())
                .on(
                        "metadata-options.http-endpoint",
                        instance -> instance.launched().metadataOptions().httpEndpointAsString())
                .on("owner-id", instance -> call.account().id());
    }

    private void addNetwork() {
        filters.inTable("vpc-id", Ec2State.BY_VPC, launched(Instance::vpcId))
                .inTable("subnet-id", Ec2State.BY_SUBNET, launched(Instance::subnetId))
                .on("private-ip-address", primary(NetworkInterface::privateIpAddress))
                .indexed("private-ip-address", address -> withInterface(Ec2State.BY_ADDRESS, address))
                .on("private-dns-name", primary(NetworkInterface::privateDnsName))
                .on("ip-address", association(NetworkInterfaceAssociation::publicIp))
                .indexed("ip-address", address -> withInterface(Ec2State.BY_ADDRESS, address))
                .on("dns-name", association(NetworkInterfaceAssociation::publicDnsName))
                .onAny("network-interface.network-interface-id", interfaces(NetworkInterface::networkInterfaceId))
                .onAny("network-interface.subnet-id", interfaces(NetworkInterface::subnetId))
                .onAny("network-interface.vpc-id", interfaces(NetworkInterface::vpcId))
                .onAny("network-interface.addresses.private-ip-address", this::privateAddresses)
                .indexed(
                        "network-interface.addresses.private-ip-address",
                        address -> withInterface(Ec2State.BY_ADDRESS, address));
    }

    private void addGroups() {
        filters.onAny("instance.group-id", instance -> groups(instance, true, GroupIdentifier::groupId))
                .indexed("instance.group-id", group -> withInterface(Ec2State.BY_GROUP, group))
                .onAny("instance.group-name", instance -> groups(instance, true, GroupIdentifier::groupName))
                .onAny("network-interface.group-id", instance -> groups(instance, false, GroupIdentifier::groupId))
                .indexed("network-interface.group-id", group -> withInterface(Ec2State.BY_GROUP, group));
    }

    private void addBelongings() {
        filters.on("iam-instance-profile.arn", profile(ProfileAssociation.Profile::arn))
                .indexed(
                        "iam-instance-profile.arn",
                        arn -> found(state.profileAssociations().by(Ec2State.BY_PROFILE, arn).stream()
                                .map(ProfileAssociation::instanceId)
                                .toList()))
                .on("iam-instance-profile.id", profile(ProfileAssociation.Profile::id))
                .onAny(
                        "block-device-mapping.volume-id",
                        instance ->
                                Lists.map(state.volumes().by(Ec2State.BY_INSTANCE, instance.id()), Volume::volumeId))
                .indexed(
                        "block-device-mapping.volume-id",
                        id -> found(state.volumes().find(id).stream()
                                .flatMap(volume -> volume.attachments().stream())
                                .map(attachment -> attachment.instanceId())
                                .toList()));
    }

    /** The instances of the interfaces that an index has under a key. */
    private Collection<Ec2Instance> withInterface(String index, String key) {
        return found(state.interfaces().by(index, key).stream()
                .filter(eni -> eni.attachment() != null)
                .map(eni -> eni.attachment().instanceId())
                .filter(Objects::nonNull)
                .distinct()
                .toList());
    }

    private List<Ec2Instance> found(List<String> ids) {
        return ids.stream().flatMap(id -> state.instances().find(id).stream()).toList();
    }

    private List<@Nullable String> privateAddresses(Ec2Instance instance) {
        return Interfaces.of(call, instance.id()).stream()
                .flatMap(eni -> eni.privateIpAddresses().stream())
                .<@Nullable String>map(address -> address.privateIpAddress())
                .toList();
    }

    private List<@Nullable String> groups(
            Ec2Instance instance, boolean primaryOnly, Function<GroupIdentifier, String> value) {
        return Interfaces.of(call, instance.id()).stream()
                .limit(primaryOnly ? 1 : Long.MAX_VALUE)
                .flatMap(eni -> eni.groups().stream())
                .<@Nullable String>map(value)
                .toList();
    }

    private Function<Ec2Instance, List<@Nullable String>> interfaces(Function<NetworkInterface, String> value) {
        return instance -> Lists.map(Interfaces.of(call, instance.id()), value::apply);
    }

    private <V> Function<Ec2Instance, @Nullable V> primary(Function<NetworkInterface, @Nullable V> value) {
        return instance -> Interfaces.of(call, instance.id()).stream()
                .findFirst()
                .map(value)
                .orElse(null);
    }

    private <V> Function<Ec2Instance, @Nullable V> association(
            Function<NetworkInterfaceAssociation, @Nullable V> value) {
        return primary(eni -> Optional.ofNullable(eni.association()).map(value).orElse(null));
    }

    private Function<Ec2Instance, @Nullable String> profile(Function<ProfileAssociation.Profile, String> value) {
        return instance -> state.profileAssociation(instance.id())
                .map(association -> value.apply(association.profile()))
                .orElse(null);
    }

    private static <V> Function<Ec2Instance, @Nullable V> launched(Function<Instance, @Nullable V> value) {
        return instance -> value.apply(instance.launched());
    }
}
