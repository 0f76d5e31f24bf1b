package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.InstanceDetails;
import software.amazon.awssdk.services.guardduty.model.NetworkInterface;
import software.amazon.awssdk.services.guardduty.model.Resource;
import software.amazon.awssdk.services.guardduty.model.S3BucketDetail;
import software.amazon.awssdk.services.guardduty.model.Tag;

/** The part of a finding that describes the resource, as it is in the world. */
final class FindingResources {
    private final Region region;

    FindingResources(Region region) {
        this.region = region;
    }

    Resource of(FindingSpec spec) {
        return switch (spec.kind()) {
            case INSTANCE ->
                Resource.builder()
                        .resourceType("Instance")
                        .instanceDetails(instance(spec.resource()))
                        .build();
            case ACCESS_KEY -> accessKey(spec.resource());
            case BUCKET -> bucket(spec.resource());
        };
    }

    private InstanceDetails instance(String id) {
        Ec2State ec2 = region.ec2();
        Optional<Ec2Instance> found = ec2.instances().find(id);
        var details = InstanceDetails.builder().instanceId(id);
        found.ifPresent(instance -> details.instanceType(instance.launched().instanceTypeAsString())
                .imageId(instance.launched().imageId())
                .launchTime(FindingMaker.TIME.format(instance.launched().launchTime()))
                .instanceState(instance.state(region.world().now()).toString())
                .availabilityZone(instance.launched().placement().availabilityZone())
                .tags(tags(ec2, id))
                .networkInterfaces(ec2.interfaces().by(Ec2State.BY_INSTANCE, id).stream()
                        .map(FindingResources::networkInterface)
                        .toList()));
        return details.build();
    }

    private static List<Tag> tags(Ec2State ec2, String id) {
        return ec2.tags().of(id).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static NetworkInterface networkInterface(software.amazon.awssdk.services.ec2.model.NetworkInterface eni) {
        return NetworkInterface.builder()
                .networkInterfaceId(eni.networkInterfaceId())
                .privateIpAddress(eni.privateIpAddress())
                .privateDnsName(eni.privateDnsName())
                .publicIp(eni.association() == null ? null : eni.association().publicIp())
                .subnetId(eni.subnetId())
                .vpcId(eni.vpcId())
                .securityGroups(eni.groups().stream()
                        .map(group -> software.amazon.awssdk.services.guardduty.model.SecurityGroup.builder()
                                .groupId(group.groupId())
                                .groupName(group.groupName())
                                .build())
                        .toList())
                .build();
    }

    private Resource accessKey(String id) {
        Caller caller = region.world()
                .caller(id)
                .orElseGet(() -> Caller.root(region.account().id()));
        String name =
                caller.arn().substring(caller.arn().lastIndexOf(caller.arn().contains("/") ? '/' : ':') + 1);
        String type =
                switch (caller.type()) {
                    case ROOT -> "Root";
                    case USER -> "IAMUser";
                    case ROLE_SESSION -> "AssumedRole";
                    case FEDERATED_USER -> "FederatedUser";
                };
        String role = caller.type() == Caller.Type.ROLE_SESSION ? caller.arn().split("/")[1] : name;
        return Resource.builder()
                .resourceType("AccessKey")
                .accessKeyDetails(key -> key.accessKeyId(id)
                        .principalId(caller.userId())
                        .userName(role)
                        .userType(type))
                .build();
    }

    private Resource bucket(String name) {
        return Resource.builder()
                .resourceType("S3Bucket")
                .s3BucketDetails(S3BucketDetail.builder()
                        .name(name)
                        .arn("arn:aws:s3:::" + name)
                        .type("Destination")
                        .build())
                .build();
    }
}
