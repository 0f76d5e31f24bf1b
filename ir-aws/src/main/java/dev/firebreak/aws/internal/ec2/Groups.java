package dev.firebreak.aws.internal.ec2;

import dev.firebreak.StepFailedException;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.StillNeededException;
import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Security groups of ours: at most one of each name per VPC, known by its tag {@code firebreak:role}. */
final class Groups {
    static final String ANY_IPV4 = "0.0.0.0/0";
    static final String ANY_IPV6 = "::/0";

    private final Clients clients;

    Groups(Clients clients) {
        this.clients = clients;
    }

    /**
     * The group to find or make.
     *
     * @param vpc the id of its VPC
     * @param name its name, which AWS keeps unique in the VPC
     * @param role the value of its tag {@code firebreak:role}
     * @param description what it is for
     */
    record Wanted(String vpc, String name, String role, String description) {}

    Ec2Client ec2(StepContext context) {
        return clients.ec2(context.step().resource());
    }

    Optional<SecurityGroup> find(StepContext context, Wanted wanted) {
        TargetRef place = context.step().resource();
        Optional<SecurityGroup> found = ec2(context)
                .describeSecurityGroupsPaginator(request -> request.filters(
                        Marks.filter("vpc-id", wanted.vpc()), Marks.filter("group-name", wanted.name())))
                .securityGroups()
                .stream()
                .filter(group -> group.ownerId() == null || group.ownerId().equals(place.account()))
                .findFirst();
        found.ifPresent(group -> requireOurs(group, wanted));
        return found;
    }

    private static void requireOurs(SecurityGroup group, Wanted wanted) {
        if (!Marks.value(group.tags(), Marks.ROLE).equals(wanted.role())) {
            throw new StepFailedException("Cannot use security group " + group.groupId() + ": it is named "
                    + wanted.name() + " but does not carry the tag " + Marks.ROLE + "=" + wanted.role()
                    + ", so it is not ours; rename it");
        }
    }

    /** Makes the group and returns its id; empty when it was there already, as it is after a lost answer. */
    Optional<String> create(StepContext context, Wanted wanted) {
        var marks = Marks.of(context);
        marks.put(Marks.ROLE, wanted.role());
        try {
            return Optional.of(ec2(context)
                    .createSecurityGroup(request -> request.vpcId(wanted.vpc())
                            .groupName(wanted.name())
                            .description(wanted.description())
                            .tagSpecifications(Marks.specification(ResourceType.SECURITY_GROUP, marks)))
                    .groupId());
        } catch (Ec2Exception e) {
            if (Failures.hasCode(e, "InvalidGroup.Duplicate")) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The group, which is known to be there. */
    SecurityGroup existing(StepContext context, Wanted wanted) {
        return find(context, wanted).orElseThrow(() -> notVisible(wanted));
    }

    /** Changes a group that was just made. EC2 may not know it everywhere yet; then it is waited for, and the step applied again. */
    static void change(Wanted wanted, Runnable change) {
        try {
            change.run();
        } catch (Ec2Exception e) {
            if (Failures.hasCode(e, "InvalidGroup.NotFound")) {
                throw notVisible(wanted);
            }
            throw e;
        }
    }

    private static SdkClientException notVisible(Wanted wanted) {
        return SdkClientException.create(
                "Security group " + wanted.name() + " exists in " + wanted.vpc() + " but is not visible yet");
    }

    /** Deletes the group when it was not there before; one that was there is still needed. */
    void takeBack(StepContext context, GroupState before, GroupState now) {
        if (before.exists()) {
            throw new StillNeededException("Security group " + now.groupId()
                    + " was there before; the rules that it had stay removed or changed, since other instances may rely on it ("
                    + String.join(", ", before.rules()) + ")");
        }
        try {
            ec2(context).deleteSecurityGroup(request -> request.groupId(now.groupId()));
        } catch (Ec2Exception e) {
            if (!Failures.hasCode(e, "InvalidGroup.NotFound")) {
                throw e;
            }
        }
    }

    /** All traffic from or to anywhere, in these address families. */
    static IpPermission everything(List<String> ranges) {
        var permission = IpPermission.builder().ipProtocol("-1");
        if (ranges.contains(ANY_IPV4)) {
            permission.ipRanges(IpRange.builder().cidrIp(ANY_IPV4).build());
        }
        if (ranges.contains(ANY_IPV6)) {
            permission.ipv6Ranges(Ipv6Range.builder().cidrIpv6(ANY_IPV6).build());
        }
        return permission.build();
    }

    /** Both address families, or IPv4 alone. */
    static List<String> ranges(boolean ipv6) {
        return Stream.of(ANY_IPV4, ANY_IPV6)
                .filter(range -> ipv6 || range.equals(ANY_IPV4))
                .toList();
    }
}
