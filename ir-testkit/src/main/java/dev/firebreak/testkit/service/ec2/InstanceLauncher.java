package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.image.Images;
import dev.firebreak.testkit.service.ec2.instance.LaunchTokens;
import dev.firebreak.testkit.service.ec2.instance.StateChanges;
import dev.firebreak.testkit.service.ec2.key.KeyPairs;
import dev.firebreak.testkit.service.ec2.network.LaunchInterfaces;
import dev.firebreak.testkit.service.ec2.storage.LaunchVolumes;
import dev.firebreak.testkit.service.ec2.storage.Volumes;
import dev.firebreak.testkit.service.ec2.template.LaunchTemplates;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.ec2.ProfileAssociation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.ImageState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** Launches instances, checking everything before anything is made. */
final class InstanceLauncher {
    private static final List<String> TAGGABLE =
            List.of("instance", "volume", "network-interface", "spot-instances-request");

    private final Call call;
    private final RunInstancesRequest request;
    private final Image image;
    private final Optional<ProfileAssociation.Profile> profile;
    private final LaunchInterfaces interfaces;
    private final LaunchVolumes volumes;
    private final String reservationId;

    private InstanceLauncher(Call call, RunInstancesRequest request) {
        this.call = call;
        this.request = request;
        KeyPairs.check(call, request.keyName());
        this.image = image(call, Refusals.required(request.imageId(), "ImageId"));
        this.profile = Optional.ofNullable(request.iamInstanceProfile())
                .map(specification -> ProfileAssociationOperations.resolve(call, specification));
        this.interfaces = new LaunchInterfaces(call, request);
        this.volumes = new LaunchVolumes(call, Images.home(call, image), image, request);
        this.reservationId = call.world().ids().ec2("r");
    }

    /** The launched instances; those of the first call when the client token was used before. */
    static List<Ec2Instance> launch(Call call, RunInstancesRequest request) {
        LaunchTokens tokens = LaunchTokens.of(call);
        var before = tokens.before(call, request);
        if (before.isPresent()) {
            return before.get();
        }
        RunInstancesRequest complete = LaunchTemplates.complete(call, request);
        check(complete);
        var launcher = new InstanceLauncher(call, complete);
        var launched = new ArrayList<Ec2Instance>();
        for (int index = 0; index < complete.maxCount(); index++) {
            launched.add(launcher.launch(index));
        }
        tokens.remember(request, launched);
        boolean works = launcher.volumes.encryptable(call);
        for (Ec2Instance instance : launched) {
            if (works) {
                StateChanges.launched(call, instance);
            } else {
                InstanceLifecycleOperations.failLaunch(call, instance);
            }
        }
        return launched;
    }

    private static void check(RunInstancesRequest request) {
        int least = Refusals.required(request.minCount(), "MinCount");
        int most = Refusals.required(request.maxCount(), "MaxCount");
        if (least < 1 || most < least) {
            throw Refusals.value("Invalid value '%d' for minCount. Must be between 1 and maxCount.", least);
        }
        if (request.instanceType() == InstanceType.UNKNOWN_TO_SDK_VERSION) {
            throw Refusals.value("Invalid value '%s' for InstanceType.", request.instanceTypeAsString());
        }
        Tagging.check(request.tagSpecifications(), TAGGABLE.toArray(String[]::new));
    }

    private static Image image(Call call, String id) {
        Image image = Images.usable(call, id);
        if (image.state() != ImageState.AVAILABLE) {
            throw AwsError.of("InvalidAMIID.Unavailable", "The image ID '%s' is not available", id);
        }
        return image;
    }

    private Ec2Instance launch(int index) {
        Ec2State state = call.region().ec2();
        String id = call.world().ids().ec2("i");
        var instance = new Ec2Instance(
                reservationId, model(id, index), call.now().plus(state.timing().start()));
        attributes(instance);
        Tagging.apply(call, request.tagSpecifications(), "instance", id);
        NetworkInterface primary = interfaces.attachTo(instance);
        instance.change(copy -> copy.vpcId(primary.vpcId()).subnetId(primary.subnetId()));
        state.instances().put(instance);
        Volumes.launch(call, instance, volumes);
        profile.ifPresent(identity -> ProfileAssociationOperations.associate(call, id, identity));
        return instance;
    }

    private Instance model(String id, int index) {
        return Instance.builder()
                .instanceId(id)
                .imageId(image.imageId())
                .instanceType(
                        request.instanceTypeAsString() == null
                                ? InstanceType.M1_SMALL.toString()
                                : request.instanceTypeAsString())
                .keyName(request.keyName())
                .amiLaunchIndex(index)
                .clientToken(request.clientToken())
                .launchTime(call.now())
                .architecture(image.architectureAsString())
                .hypervisor("xen")
                .virtualizationType("hvm")
                .rootDeviceName(image.rootDeviceName())
                .rootDeviceType("ebs")
                .ebsOptimized(Boolean.TRUE.equals(request.ebsOptimized()))
                .enaSupport(true)
                .placement(placement -> placement
                        .availabilityZone(interfaces.zone())
                        .tenancy("default")
                        .groupName(""))
                .monitoring(monitoring -> monitoring.state(
                        request.monitoring() != null
                                        && Boolean.TRUE.equals(
                                                request.monitoring().enabled())
                                ? "enabled"
                                : "disabled"))
                .metadataOptions(metadataOptions(request.metadataOptions()))
                .build();
    }

    private void attributes(Ec2Instance instance) {
        instance.terminationProtected(Boolean.TRUE.equals(request.disableApiTermination()));
        instance.stopProtected(Boolean.TRUE.equals(request.disableApiStop()));
        instance.publicAddress(interfaces.publicAddress());
        if (request.instanceInitiatedShutdownBehaviorAsString() != null) {
            instance.shutdownBehavior(request.instanceInitiatedShutdownBehaviorAsString());
        }
        if (request.userData() != null) {
            instance.userData(request.userData());
        }
    }

    /** The options given, with the defaults of Amazon Linux 2023 for what is not given. */
    private static InstanceMetadataOptionsResponse metadataOptions(InstanceMetadataOptionsRequest given) {
        InstanceMetadataOptionsRequest wanted =
                given == null ? InstanceMetadataOptionsRequest.builder().build() : given;
        return InstanceMetadataOptionsResponse.builder()
                .state("applied")
                .httpTokens(Objects.requireNonNullElse(wanted.httpTokensAsString(), "required"))
                .httpEndpoint(Objects.requireNonNullElse(wanted.httpEndpointAsString(), "enabled"))
                .httpProtocolIpv6(Objects.requireNonNullElse(wanted.httpProtocolIpv6AsString(), "disabled"))
                .httpPutResponseHopLimit(Objects.requireNonNullElse(wanted.httpPutResponseHopLimit(), 2))
                .instanceMetadataTags(Objects.requireNonNullElse(wanted.instanceMetadataTagsAsString(), "disabled"))
                .build();
    }
}
