package dev.firebreak.testkit.service.networkfirewall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.networkfirewall.NetworkFirewallClient;
import software.amazon.awssdk.services.networkfirewall.model.DescribeFirewallResponse;
import software.amazon.awssdk.services.networkfirewall.model.FirewallStatusValue;
import software.amazon.awssdk.services.networkfirewall.model.SubnetMapping;

class FirewallCasesTest extends ServiceCases {
    private static final String API = "https://docs.aws.amazon.com/network-firewall/latest/APIReference/";

    private final NetworkFirewallClient firewalls = client(NetworkFirewallClient.builder());
    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private String policy() {
        return firewalls
                .createFirewallPolicy(create -> create.firewallPolicyName("all")
                        .firewallPolicy(policy -> policy.statelessDefaultActions("aws:forward_to_sfe")
                                .statelessFragmentDefaultActions("aws:forward_to_sfe")))
                .firewallPolicyResponse()
                .firewallPolicyArn();
    }

    private void firewall(String policy, String... subnets) {
        firewalls.createFirewall(create -> create.firewallName("edge")
                .vpcId(estate.vpcId())
                .firewallPolicyArn(policy)
                .subnetMappings(Arrays.stream(subnets)
                        .map(id -> SubnetMapping.builder().subnetId(id).build())
                        .toList()));
    }

    private DescribeFirewallResponse edge() {
        return firewalls.describeFirewall(describe -> describe.firewallName("edge"));
    }

    private String endpoint() {
        return edge().firewallStatus()
                .syncStates()
                .values()
                .iterator()
                .next()
                .attachment()
                .endpointId();
    }

    @Test
    @AwsFact(
            value = "A firewall is provisioned, then ready, with an endpoint in each of its zones",
            source = API + "API_FirewallStatus.html")
    void createFirewall_new_isProvisioningThenReady() {
        firewall(policy(), estate.subnetIds().get(0), estate.subnetIds().get(1));
        assertThat(edge().firewallStatus().status()).isEqualTo(FirewallStatusValue.PROVISIONING);

        clock.advance(Duration.ofMinutes(1));

        assertThat(edge().firewallStatus().status()).isEqualTo(FirewallStatusValue.READY);
        assertThat(edge().firewallStatus().syncStates()).containsOnlyKeys("eu-west-1a", "eu-west-1b");
        assertThat(firewalls.listFirewalls(query -> {}).firewalls()).hasSize(1);
    }

    @Test
    @AwsFact(
            value = "A firewall needs an existing policy, and one subnet of its VPC in a zone",
            source = API + "API_CreateFirewall.html")
    void createFirewall_nonsense_isRefused() {
        String subnet = estate.subnetIds().get(0);
        assertThat(Refused.by(() -> firewall("arn:aws:network-firewall:eu-west-1:123456789012:none", subnet)))
                .startsWith("ResourceNotFoundException");
        String policy = policy();

        assertThat(Refused.by(() -> firewall(policy))).startsWith("InvalidRequestException");
        assertThat(Refused.by(() -> firewall(policy, subnet, subnet))).startsWith("InvalidRequestException");
        assertThat(Refused.by(() -> firewall(policy, "subnet-0123456789abcdef0")))
                .startsWith("InvalidRequestException");
    }

    @Test
    @AwsFact(
            value = "The endpoint of a firewall goes only with the firewall, and a route to it is a blackhole then",
            source = "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-deleting.html")
    void deleteFirewall_routed_leavesBlackhole() {
        String policy = policy();
        firewall(policy, estate.subnetIds().get(1));
        String endpoint = endpoint();
        String table = ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.createRoute(route ->
                route.routeTableId(table).destinationCidrBlock("0.0.0.0/0").vpcEndpointId(endpoint));
        assertThat(ec2.deleteVpcEndpoints(delete -> delete.vpcEndpointIds(endpoint))
                        .unsuccessful()
                        .get(0)
                        .error()
                        .code())
                .isEqualTo("OperationNotPermitted");
        assertThat(Refused.by(() -> firewalls.deleteFirewallPolicy(delete -> delete.firewallPolicyArn(policy))))
                .startsWith("InvalidOperationException");

        firewalls.deleteFirewall(delete -> delete.firewallName("edge"));

        assertThat(ec2.describeRouteTables(query -> query.routeTableIds(table)).routeTables().get(0).routes().stream()
                        .filter(route -> endpoint.equals(route.gatewayId())))
                .singleElement()
                .satisfies(route -> assertThat(route.state()).isEqualTo(RouteState.BLACKHOLE));
        firewalls.deleteFirewallPolicy(delete -> delete.firewallPolicyArn(policy));
    }

    @Test
    @AwsFact(value = "A policy is updated by who has seen it last", source = API + "API_UpdateFirewallPolicy.html")
    void updateFirewallPolicy_staleToken_isRefused() {
        String arn = policy();

        assertThat(Refused.by(() -> firewalls.updateFirewallPolicy(update -> update.firewallPolicyArn(arn)
                        .updateToken("0")
                        .firewallPolicy(policy -> policy.statelessDefaultActions("aws:drop")
                                .statelessFragmentDefaultActions("aws:drop")))))
                .startsWith("InvalidTokenException");
        assertThat(Refused.by(() -> firewalls.createFirewallPolicy(create -> create.firewallPolicyName("odd")
                        .firewallPolicy(policy -> policy.statelessDefaultActions("aws:lose")
                                .statelessFragmentDefaultActions("aws:drop")))))
                .startsWith("InvalidRequestException");
    }
}
