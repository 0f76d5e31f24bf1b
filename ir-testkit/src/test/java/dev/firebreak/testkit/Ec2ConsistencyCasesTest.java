package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;

class Ec2ConsistencyCasesTest extends ConsistencyCases {
    private static final String EC2 = "https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html";

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private String group(Ec2Client ec2, String name) {
        String vpc = ec2.describeVpcs().vpcs().get(0).vpcId();
        return ec2.createSecurityGroup(
                        group -> group.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    @Test
    @AwsFact(value = "A call that describes a fresh security group may not find it", source = EC2)
    void describeSecurityGroups_fresh_isNotFoundAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = group(ec2, "web");
        almost(EC2_BOUND);

        assertThat(Refused.by(() -> ec2.describeSecurityGroups(query -> query.groupIds(id))))
                .isEqualTo("InvalidGroup.NotFound: The security group '" + id + "' does not exist");
        assertThat(ec2.describeSecurityGroups().securityGroups())
                .extracting(SecurityGroup::groupId)
                .doesNotContain(id);

        atLast();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(id)).securityGroups())
                .hasSize(1);
    }

    @Test
    @AwsFact(value = "A call that acts on a fresh resource may fail because its id does not exist", source = EC2)
    void createTags_freshResources_areRefusedWithTheCodeOfTheirType() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String group = group(ec2, "web");
        String volume = ec2.createVolume(
                        made -> made.availabilityZone("eu-west-1a").size(1))
                .volumeId();

        assertThat(Refused.by(() -> ec2.createTags(tags -> tags.resources(group)
                        .tags(Tag.builder().key("a").value("b").build()))))
                .startsWith("InvalidGroup.NotFound");
        assertThat(Refused.by(() -> ec2.deleteVolume(gone -> gone.volumeId(volume))))
                .startsWith("InvalidVolume.NotFound");
    }

    @Test
    @AwsFact(value = "A call that describes may not show what a call before it has modified", source = EC2)
    void describeNetworkInterfaces_groupsModified_showsTheOldOnesAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").groups("web"));
        String face = web.interfaceIds().get(0);
        String old = web.groupIds().get(0);
        ec2.modifyNetworkInterfaceAttribute(
                change -> change.networkInterfaceId(face).groups(sameVpcGroup(web)));
        almost(EC2_BOUND);

        assertThat(groups(ec2, face)).containsExactly(old);
        assertThat(ec2.describeNetworkInterfaces(query -> query.filters(filter("group-id", old)))
                        .networkInterfaces())
                .hasSize(1);

        atLast();
        assertThat(groups(ec2, face)).doesNotContain(old);
        assertThat(ec2.describeNetworkInterfaces(query -> query.filters(filter("group-id", old)))
                        .networkInterfaces())
                .isEmpty();
    }

    /** The default group of the instance's VPC. */
    private String sameVpcGroup(LaunchedInstance instance) {
        return fake.consistently(() -> fake.ec2()
                .describeSecurityGroups(
                        query -> query.filters(filter("group-name", "default"), filter("vpc-id", instance.vpcId())))
                .securityGroups()
                .get(0)
                .groupId());
    }

    private static List<String> groups(Ec2Client ec2, String face) {
        return ec2
                .describeNetworkInterfaces(query -> query.networkInterfaceIds(face))
                .networkInterfaces()
                .get(0)
                .groups()
                .stream()
                .map(GroupIdentifier::groupId)
                .toList();
    }

    @Test
    @AwsFact(value = "Tags are seen late, by filters too", source = EC2)
    void describeTags_fresh_areMissingAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = Estate.in(fake).launch(InstanceSpec.named("web")).id();
        ec2.createTags(tags ->
                tags.resources(id).tags(Tag.builder().key("ir").value("1").build()));

        assertThat(ec2.describeInstances(query -> query.filters(filter("tag:ir", "1")))
                        .reservations())
                .isEmpty();
        clock.advance(EC2_BOUND);
        assertThat(ec2.describeInstances(query -> query.filters(filter("tag:ir", "1")))
                        .reservations())
                .hasSize(1);
    }

    @Test
    @AwsFact(value = "A changed attribute, or the rules of a group, are described as they were at first", source = EC2)
    void describe_attributeAndRuleChanged_areOldAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web").groups("web"));
        String group = web.groupIds().get(0);
        ec2.modifyInstanceAttribute(
                change -> change.instanceId(web.id()).disableApiTermination(value -> value.value(true)));
        var rules = ec2.describeSecurityGroups(query -> query.groupIds(group))
                .securityGroups()
                .get(0)
                .ipPermissions();
        ec2.revokeSecurityGroupIngress(change -> change.groupId(group).ipPermissions(rules));
        almost(EC2_BOUND);

        assertThat(isProtected(ec2, web)).isFalse();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(group))
                        .securityGroups()
                        .get(0)
                        .ipPermissions())
                .isEqualTo(rules);

        atLast();
        assertThat(isProtected(ec2, web)).isTrue();
        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(group))
                        .securityGroups()
                        .get(0)
                        .ipPermissions())
                .isEmpty();
    }

    private static boolean isProtected(Ec2Client ec2, LaunchedInstance instance) {
        return ec2.describeInstanceAttribute(
                        query -> query.instanceId(instance.id()).attribute("disableApiTermination"))
                .disableApiTermination()
                .value();
    }

    @Test
    @AwsFact(value = "A deleted resource may be described for a while", source = EC2)
    void describeSecurityGroups_deleted_isFoundAtFirst() {
        Ec2Client ec2 = client(Ec2Client.builder());
        String id = group(ec2, "web");
        clock.advance(EC2_BOUND);
        ec2.deleteSecurityGroup(gone -> gone.groupId(id));

        assertThat(ec2.describeSecurityGroups(query -> query.groupIds(id)).securityGroups())
                .hasSize(1);
        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(gone -> gone.groupId(id))))
                .startsWith("InvalidGroup.NotFound");
        clock.advance(EC2_BOUND);
        assertThat(Refused.by(() -> ec2.describeSecurityGroups(query -> query.groupIds(id))))
                .startsWith("InvalidGroup.NotFound");
    }
}
