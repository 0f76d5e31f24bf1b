package dev.firebreak.testkit;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;
import software.amazon.awssdk.services.ec2.model.Tag;

/** Assertions on an EC2 instance. */
public final class InstanceAssert extends AbstractAssert<InstanceAssert, String> {
    private final FakeAws fake;

    InstanceAssert(FakeAws fake, String instanceId) {
        super(instanceId, InstanceAssert.class);
        this.fake = fake;
    }

    /**
     * Every network interface carries exactly one security group, and no group carried has an inbound or outbound rule, neither
     * for IPv4 nor for IPv6, nor for prefix lists or other groups. Rules for the loopback addresses 127.0.0.1/32 and ::1/128 do not count:
     * no packet on a network has these.
     */
    public InstanceAssert isIsolated() {
        List<InstanceNetworkInterface> interfaces = instance().networkInterfaces();
        if (interfaces.isEmpty()) {
            failWithMessage("%nExpecting instance %s to be isolated but it has no network interface", actual);
        }
        List<String> open = interfaces.stream()
                .flatMap(networkInterface -> openings(networkInterface).stream())
                .toList();
        if (!open.isEmpty()) {
            failWithMessage(
                    "%nExpecting instance %s to be isolated but open is:%n  %s",
                    actual, String.join(System.lineSeparator() + "  ", open));
        }
        return this;
    }

    private List<String> openings(InstanceNetworkInterface networkInterface) {
        String name = networkInterface.networkInterfaceId();
        List<String> groups = groupIds(networkInterface);
        if (groups.size() != 1) {
            return List.of(name + " carries " + groups.size() + " security groups, not one: " + groups);
        }
        return fake.consistently(() -> OpenRules.of(fake.ec2(), groups.get(0))).stream()
                .map(rule -> name + " via " + rule)
                .toList();
    }

    /** No IAM instance profile is associated with the instance. */
    public InstanceAssert hasNoInstanceProfile() {
        var profile = instance().iamInstanceProfile();
        if (profile != null) {
            failWithMessage("%nExpecting instance %s to have no instance profile but it has %s", actual, profile.arn());
        }
        var associations = fake.consistently(() -> fake.ec2()
                        .describeIamInstanceProfileAssociations(request -> request.filters(Filter.builder()
                                .name("instance-id")
                                .values(actual)
                                .build())))
                .iamInstanceProfileAssociations();
        if (!associations.isEmpty()) {
            failWithMessage(
                    "%nExpecting instance %s to have no instance profile but it has the association %s (%s)",
                    actual,
                    associations.get(0).associationId(),
                    associations.get(0).stateAsString());
        }
        return this;
    }

    /** Termination by API call is disabled. */
    public InstanceAssert isProtectedFromTermination() {
        var attribute = fake.consistently(() -> fake.ec2()
                        .describeInstanceAttribute(request ->
                                request.instanceId(actual).attribute(InstanceAttributeName.DISABLE_API_TERMINATION)))
                .disableApiTermination();
        if (attribute == null || !Boolean.TRUE.equals(attribute.value())) {
            failWithMessage("%nExpecting instance %s to be protected from termination but it is not", actual);
        }
        return this;
    }

    /** The instance has a tag with this value. */
    public InstanceAssert hasTag(String key, String value) {
        Map<String, String> tags = instance().tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
        if (!value.equals(tags.get(key))) {
            failWithMessage(
                    "%nExpecting instance %s to have the tag %s=%s but its tags are %s", actual, key, value, tags);
        }
        return this;
    }

    /** A network interface of the instance carries exactly these security groups, in any order. */
    public InstanceAssert hasGroups(String networkInterfaceId, String... groupIds) {
        List<String> wanted = List.of(groupIds).stream().sorted().toList();
        List<String> carried = instance().networkInterfaces().stream()
                .filter(networkInterface ->
                        networkInterface.networkInterfaceId().equals(networkInterfaceId))
                .findFirst()
                .map(InstanceAssert::groupIds)
                .orElseThrow(() -> failure(
                        "%nExpecting instance %s to have the network interface %s but it has not",
                        actual, networkInterfaceId));
        if (!carried.equals(wanted)) {
            failWithMessage(
                    "%nExpecting %s of instance %s to carry the security groups %s but it carries %s",
                    networkInterfaceId, actual, wanted, carried);
        }
        return this;
    }

    private static List<String> groupIds(InstanceNetworkInterface networkInterface) {
        return networkInterface.groups().stream()
                .map(GroupIdentifier::groupId)
                .sorted()
                .toList();
    }

    private Instance instance() {
        isNotNull();
        return fake
                .consistently(() -> fake.ec2().describeInstances(request -> request.instanceIds(actual)))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .findFirst()
                .orElseThrow(() -> failure("%nExpecting instance %s to exist but it does not", actual));
    }
}
