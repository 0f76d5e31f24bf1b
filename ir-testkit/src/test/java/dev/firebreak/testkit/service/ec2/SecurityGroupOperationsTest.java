package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.Ec2Shapes;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class SecurityGroupOperationsTest {
    private final FakeAws fake = FakeAws.create();
    private final Ec2Client ec2 = fake.ec2();
    private final Estate estate = Estate.in(fake);

    @AfterEach
    void close() {
        fake.close();
    }

    // vpc/latest/userguide/default-custom-security-groups: a new group lets all IPv4 traffic out
    @Test
    void createSecurityGroup_vpcWithoutIpv6_letsOutIpv4Only() {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.9.0.0/16")).vpc().vpcId();

        SecurityGroup group = describe(create("plain", vpc));

        assertThat(group.ipPermissions()).isEmpty();
        assertThat(group.ipPermissionsEgress()).containsExactly(all("0.0.0.0/0", null));
    }

    // the same page: "If your VPC has an IPv6 CIDR block, there is a default rule for ::/0"
    @Test
    void createSecurityGroup_vpcWithIpv6_letsOutIpv6Too() {
        SecurityGroup group = describe(create("dual", estate.vpcId()));

        assertThat(group.ipPermissionsEgress()).containsExactly(all("0.0.0.0/0", "::/0"));
    }

    @Test
    void createSecurityGroup_nameTakenInVpc_isRefused() {
        create("web", estate.vpcId());

        assertThat(Refused.by(() -> create("web", estate.vpcId())))
                .isEqualTo("InvalidGroup.Duplicate: The security group 'web' already exists for VPC '" + estate.vpcId()
                        + "'");
    }

    @Test
    void deleteSecurityGroup_attachedToAnInterface_isRefused() {
        estate.launch(InstanceSpec.named("web"));
        String group = estate.group("web");

        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(group))))
                .isEqualTo("DependencyViolation: resource " + group + " has a dependent object");
    }

    @Test
    void deleteSecurityGroup_namedInARuleOfAnother_isRefused() {
        String named = create("named", estate.vpcId());
        String other = create("other", estate.vpcId());
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(other)
                .ipPermissions(tcp(22).userIdGroupPairs(pair(named)).build()));

        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(named))))
                .startsWith("DependencyViolation");
    }

    @Test
    void deleteSecurityGroup_defaultGroup_isRefused() {
        String group = groupNamed("default").groupId();

        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(group))))
                .startsWith("CannotDelete");
    }

    @Test
    void describeSecurityGroups_rulesOfOnePort_areOnePermission() {
        String group = create("web", estate.vpcId());
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(tcp(443).ipRanges(range("10.0.0.0/8")).build()));
        ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(
                        tcp(443).ipv6Ranges(Ipv6Range.builder().cidrIpv6("::/0").build())
                                .build()));

        IpPermission permission = describe(group).ipPermissions().get(0);

        assertThat(describe(group).ipPermissions()).hasSize(1);
        assertThat(permission.ipRanges()).containsExactly(range("10.0.0.0/8"));
        assertThat(permission.ipv6Ranges()).hasSize(1);
    }

    @Test
    void authorizeSecurityGroupIngress_ruleThatExists_isRefused() {
        String group = create("web", estate.vpcId());
        Runnable authorize = () -> ec2.authorizeSecurityGroupIngress(request ->
                request.groupId(group).ipProtocol("tcp").fromPort(22).toPort(22).cidrIp("0.0.0.0/0"));
        authorize.run();

        assertThat(Refused.by(authorize))
                .isEqualTo("InvalidPermission.Duplicate: the specified rule \"peer: 0.0.0.0/0, TCP, from port: 22,"
                        + " to port: 22, ALLOW\" already exists");
    }

    // amazon-vpc-limits: 60 rules for each direction, IPv4 and IPv6 apart
    @Test
    void authorizeSecurityGroupIngress_61stRule_isRefused() {
        String group = create("full", estate.vpcId());
        List<IpRange> sixty = IntStream.range(0, 60)
                .mapToObj(index -> range("10.0." + index + ".0/24"))
                .toList();
        ec2.authorizeSecurityGroupIngress(request ->
                request.groupId(group).ipPermissions(tcp(22).ipRanges(sixty).build()));

        assertThat(Refused.by(() -> ec2.authorizeSecurityGroupIngress(request -> request.groupId(group)
                        .ipPermissions(tcp(22).ipRanges(range("10.1.0.0/24")).build()))))
                .startsWith("RulesPerSecurityGroupLimitExceeded");
    }

    @Test
    void revokeSecurityGroupEgress_byPermission_removesTheDefaultRule() {
        String group = create("quarantine", estate.vpcId());

        ec2.revokeSecurityGroupEgress(request -> request.groupId(group).ipPermissions(all("0.0.0.0/0", null)));

        assertThat(describe(group).ipPermissionsEgress()).containsExactly(all(null, "::/0"));
    }

    @Test
    void revokeSecurityGroupEgress_byRuleIds_removesThem() {
        String group = create("quarantine", estate.vpcId());
        List<String> rules = rules(group).stream()
                .map(SecurityGroupRule::securityGroupRuleId)
                .toList();

        var revoked =
                ec2.revokeSecurityGroupEgress(request -> request.groupId(group).securityGroupRuleIds(rules));

        assertThat(revoked.revokedSecurityGroupRules()).hasSize(2);
        assertThat(rules(group)).isEmpty();
    }

    @Test
    void revokeSecurityGroupIngress_flatParameters_removesTheRule() {
        String group = estate.group("web");

        ec2.revokeSecurityGroupIngress(request -> request.groupId(group)
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIp("0.0.0.0/0"));

        assertThat(describe(group).ipPermissions()).isEmpty();
    }

    // API_RevokeSecurityGroupIngress: "For a non-default VPC ... an InvalidPermission.NotFound client error is
    // returned, and no
    // rules are revoked"
    @Test
    void revokeSecurityGroupIngress_oneOfTwoRulesUnknown_isRefusedAndRevokesNone() {
        String group = estate.group("web");

        String refusal = Refused.by(() -> ec2.revokeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(tcp(443).ipRanges(range("0.0.0.0/0"), range("10.0.0.0/8"))
                        .build())));

        assertThat(refusal)
                .isEqualTo("InvalidPermission.NotFound: The specified rule does not exist in this security group.");
        assertThat(describe(group).ipPermissions()).hasSize(1);
    }

    // the same page: "For a default VPC ... no error is returned, and the output describes the rules that were not
    // revoked"
    @Test
    void revokeSecurityGroupIngress_unknownRuleInDefaultVpc_isOnlyNamed() {
        String group = create("classic", null);

        var answer = ec2.revokeSecurityGroupIngress(request -> request.groupId(group)
                .ipPermissions(tcp(22).ipRanges(range("10.0.0.0/8")).build()));

        assertThat(answer.unknownIpPermissions()).hasSize(1);
        assertThat(answer.revokedSecurityGroupRules()).isEmpty();
    }

    @Test
    void revokeSecurityGroupEgress_unknownRuleId_isRefused() {
        String group = estate.group("web");

        assertThat(Refused.by(() -> ec2.revokeSecurityGroupEgress(
                        request -> request.groupId(group).securityGroupRuleIds("sgr-00000000000000000"))))
                .startsWith("InvalidSecurityGroupRuleId.NotFound");
    }

    @Test
    void describeSecurityGroups_unknownFilter_isRefused() {
        assertThat(Refused.by(() ->
                        ec2.describeSecurityGroups(request -> request.filters(Ec2Shapes.filter("colour", "red")))))
                .isEqualTo("InvalidParameterValue: The filter 'colour' is invalid");
    }

    @Test
    void describeSecurityGroups_unknownId_isRefused() {
        assertThat(Refused.by(() -> describe("sg-00000000000000000")))
                .isEqualTo("InvalidGroup.NotFound: The security group 'sg-00000000000000000' does not exist");
    }

    private String create(String name, String vpcId) {
        return ec2.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpcId))
                .groupId();
    }

    private SecurityGroup describe(String id) {
        return ec2.describeSecurityGroups(request -> request.groupIds(id))
                .securityGroups()
                .get(0);
    }

    private SecurityGroup groupNamed(String name) {
        return ec2.describeSecurityGroups(request -> request.filters(Ec2Shapes.filter("group-name", name)))
                .securityGroups()
                .get(0);
    }

    private List<SecurityGroupRule> rules(String group) {
        return ec2.describeSecurityGroupRules(request -> request.filters(Ec2Shapes.filter("group-id", group)))
                .securityGroupRules();
    }

    private static IpPermission all(String ipv4, String ipv6) {
        return IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(ipv4 == null ? List.of() : List.of(range(ipv4)))
                .ipv6Ranges(
                        ipv6 == null
                                ? List.of()
                                : List.of(Ipv6Range.builder().cidrIpv6(ipv6).build()))
                .prefixListIds(List.of())
                .userIdGroupPairs(List.of())
                .build();
    }

    private static IpPermission.Builder tcp(int port) {
        return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    }

    private static IpRange range(String cidr) {
        return IpRange.builder().cidrIp(cidr).build();
    }

    private static UserIdGroupPair pair(String groupId) {
        return UserIdGroupPair.builder().groupId(groupId).build();
    }
}
