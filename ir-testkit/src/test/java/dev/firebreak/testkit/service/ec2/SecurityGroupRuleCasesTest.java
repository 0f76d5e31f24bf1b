package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class SecurityGroupRuleCasesTest extends ServiceCases {
    private static final String RULES = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
    private static final String MODIFY =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySecurityGroupRules.html";
    private static final String REVOKE =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html";
    private static final String QUOTAS = "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());

    private String group() {
        String vpc =
                ec2.createVpc(request -> request.cidrBlock("10.0.0.0/16")).vpc().vpcId();
        return ec2.createSecurityGroup(
                        group -> group.groupName("web").description("web").vpcId(vpc))
                .groupId();
    }

    private static IpPermission tcp(int port, String... ranges) {
        return IpPermission.builder()
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .ipRanges(Stream.of(ranges)
                        .map(range -> IpRange.builder().cidrIp(range).build())
                        .toList())
                .build();
    }

    private List<SecurityGroupRule> allow(String group, IpPermission permission) {
        return ec2.authorizeSecurityGroupIngress(
                        request -> request.groupId(group).ipPermissions(permission))
                .securityGroupRules();
    }

    private List<SecurityGroupRule> ingress(String group) {
        return ec2
                .describeSecurityGroupRules(request ->
                        request.filters(filter -> filter.name("group-id").values(group)))
                .securityGroupRules()
                .stream()
                .filter(rule -> !rule.isEgress())
                .toList();
    }

    @Test
    @AwsFact(value = "Authorizing answers a rule with an id for each source", source = RULES)
    void authorize_severalRanges_answersOneRuleForEach() {
        String group = group();

        List<SecurityGroupRule> made = allow(group, tcp(22, "192.0.2.0/24", "198.51.100.18/18"));

        assertThat(made).extracting(SecurityGroupRule::cidrIpv4).containsExactly("192.0.2.0/24", "198.51.64.0/18");
        assertThat(made)
                .allSatisfy(rule -> assertThat(rule.securityGroupRuleId()).startsWith("sgr-"));
        assertThat(ingress(group)).hasSize(2);
    }

    @Test
    @AwsFact(value = "A rule that is there already is refused as a duplicate", source = RULES)
    void authorize_sameRuleAgain_isRefused() {
        String group = group();
        allow(group, tcp(22, "192.0.2.0/24"));

        assertThat(Refused.by(() -> allow(group, tcp(22, "192.0.2.0/24"))))
                .isEqualTo(
                        "InvalidPermission.Duplicate: the specified rule \"peer: 192.0.2.0/24, TCP, from port: 22, to port: 22, ALLOW\" already exists");
    }

    @Test
    @AwsFact(value = "A group has at most 60 inbound rules for IPv4 and 60 for IPv6", source = QUOTAS)
    void authorize_overSixtyRules_isRefusedForEachFamilyApart() {
        String group = group();
        allow(
                group,
                tcp(
                        1,
                        IntStream.range(0, 60)
                                .mapToObj(each -> "192.0.2." + each + "/32")
                                .toArray(String[]::new)));

        assertThat(Refused.by(() -> allow(group, tcp(2, "192.0.2.0/24"))))
                .startsWith("RulesPerSecurityGroupLimitExceeded: ");
        allow(
                group,
                IpPermission.builder()
                        .ipProtocol("-1")
                        .ipv6Ranges(Ipv6Range.builder()
                                .cidrIpv6("2001:DB8:0:0::1/64")
                                .build())
                        .build());
        assertThat(ingress(group))
                .hasSize(61)
                .last()
                .satisfies(rule -> assertThat(rule.cidrIpv6()).isEqualTo("2001:db8::/64"));
    }

    @Test
    @AwsFact(value = "Rules are revoked by their ids, or by what they allow", source = REVOKE)
    void revoke_byIdByPermissionAndFlat_removesTheRule() {
        String group = group();
        String byId = allow(group, tcp(22, "192.0.2.0/24")).get(0).securityGroupRuleId();
        allow(group, tcp(23, "192.0.2.0/24"));
        allow(group, tcp(24, "192.0.2.0/24"));

        ec2.revokeSecurityGroupIngress(request -> request.groupId(group).securityGroupRuleIds(byId));
        ec2.revokeSecurityGroupIngress(request -> request.groupId(group).ipPermissions(tcp(23, "192.0.2.0/24")));
        ec2.revokeSecurityGroupIngress(request ->
                request.groupId(group).ipProtocol("tcp").fromPort(24).toPort(24).cidrIp("192.0.2.0/24"));

        assertThat(ingress(group)).isEmpty();
    }

    @Test
    @AwsFact(
            value = "Revoking a rule that is not there is refused in a VPC that is not the default one",
            source = REVOKE)
    void revoke_unknownRule_isRefused() {
        String group = group();

        assertThat(Refused.by(() -> ec2.revokeSecurityGroupIngress(
                        request -> request.groupId(group).ipPermissions(tcp(22, "192.0.2.0/24")))))
                .isEqualTo("InvalidPermission.NotFound: The specified rule does not exist in this security group.");
        assertThat(Refused.by(() -> ec2.revokeSecurityGroupIngress(
                        request -> request.groupId(group).securityGroupRuleIds("sgr-0123456789abcdef0"))))
                .isEqualTo(
                        "InvalidSecurityGroupRuleId.NotFound: The security group rule ID 'sgr-0123456789abcdef0' does not exist");
    }

    @Test
    @AwsFact(value = "A rule keeps its id when it is modified", source = MODIFY)
    void modify_ruleById_keepsTheId() {
        String group = group();
        String id = allow(group, tcp(22, "192.0.2.0/24")).get(0).securityGroupRuleId();

        ec2.modifySecurityGroupRules(request -> request.groupId(group)
                .securityGroupRules(SecurityGroupRuleUpdate.builder()
                        .securityGroupRuleId(id)
                        .securityGroupRule(rule -> rule.ipProtocol("tcp")
                                .fromPort(443)
                                .toPort(443)
                                .cidrIpv4("203.0.113.0/24")
                                .description("office"))
                        .build()));

        assertThat(ingress(group)).singleElement().satisfies(rule -> {
            assertThat(rule.securityGroupRuleId()).isEqualTo(id);
            assertThat(rule.fromPort()).isEqualTo(443);
            assertThat(rule.cidrIpv4()).isEqualTo("203.0.113.0/24");
            assertThat(rule.description()).isEqualTo("office");
        });
    }

    @Test
    @AwsFact(
            value = "The type of a rule cannot be changed",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRuleRequest.html")
    void modify_toOtherType_isRefused() {
        String group = group();
        String id = allow(group, tcp(22, "192.0.2.0/24")).get(0).securityGroupRuleId();

        assertThat(Refused.by(() -> ec2.modifySecurityGroupRules(request -> request.groupId(group)
                        .securityGroupRules(SecurityGroupRuleUpdate.builder()
                                .securityGroupRuleId(id)
                                .securityGroupRule(rule -> rule.ipProtocol("-1").cidrIpv6("::/0"))
                                .build()))))
                .startsWith("InvalidParameterValue: ");
    }

    @Test
    @AwsFact(
            value = "The description of a rule is changed without touching its traffic",
            source =
                    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UpdateSecurityGroupRuleDescriptionsIngress.html")
    void updateDescriptions_byIdAndByPermission_changesThem() {
        String group = group();
        String id = allow(group, tcp(22, "192.0.2.0/24")).get(0).securityGroupRuleId();

        ec2.updateSecurityGroupRuleDescriptionsIngress(request -> request.groupId(group)
                .securityGroupRuleDescriptions(
                        each -> each.securityGroupRuleId(id).description("IR-1")));

        assertThat(ingress(group)).extracting(SecurityGroupRule::description).containsExactly("IR-1");
        assertThat(Refused.by(() -> ec2.updateSecurityGroupRuleDescriptionsIngress(
                        request -> request.groupId(group).ipPermissions(tcp(80, "192.0.2.0/24")))))
                .startsWith("InvalidPermission.NotFound: ");
        assertThat(Refused.by(() -> ec2.updateSecurityGroupRuleDescriptionsIngress(request -> request.groupId(group)
                        .securityGroupRuleDescriptions(
                                each -> each.securityGroupRuleId(id).description("<script>")))))
                .startsWith("InvalidParameterValue: Invalid rule description.");
    }

    @Test
    @AwsFact(value = "A rule with a prefix list counts as many rules as the list may have entries", source = QUOTAS)
    void authorize_prefixList_countsItsEntries() {
        String group = group();
        String list = ec2.createManagedPrefixList(request ->
                        request.prefixListName("offices").addressFamily("IPv4").maxEntries(60))
                .prefixList()
                .prefixListId();
        allow(
                group,
                IpPermission.builder()
                        .ipProtocol("-1")
                        .prefixListIds(each -> each.prefixListId(list))
                        .build());

        assertThat(Refused.by(() -> allow(group, tcp(22, "192.0.2.0/24"))))
                .startsWith("RulesPerSecurityGroupLimitExceeded: ");
    }
}
