package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.globalaccelerator.GlobalAcceleratorClient;
import software.amazon.awssdk.services.globalaccelerator.model.Accelerator;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointConfiguration;
import software.amazon.awssdk.services.globalaccelerator.model.PortRange;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.networkfirewall.NetworkFirewallClient;
import software.amazon.awssdk.services.networkfirewall.model.FirewallPolicy;
import software.amazon.awssdk.services.networkfirewall.model.SubnetMapping;

class ServicePathCasesTest extends NetworkCases {
    private static final String PRESERVATION =
            "https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.how-to-enable-preservation.html";
    private static final String FIREWALLS =
            "https://docs.aws.amazon.com/network-firewall/latest/developerguide/firewall-behavior.html";
    private static final Duration DEPLOYMENT = Duration.ofMinutes(2);

    private final String home = estate.subnetIds().get(0);
    private final GlobalAcceleratorClient accelerators = client(GlobalAcceleratorClient.builder(), Region.US_WEST_2);

    /** An accelerator before the web server, deployed. */
    private Accelerator accelerate() {
        Accelerator made =
                accelerators.createAccelerator(create -> create.name("front")).accelerator();
        String listener = accelerators
                .createListener(create -> create.acceleratorArn(made.acceleratorArn())
                        .portRanges(
                                PortRange.builder().fromPort(443).toPort(443).build()))
                .listener()
                .listenerArn();
        accelerators.createEndpointGroup(create -> create.listenerArn(listener)
                .endpointGroupRegion("eu-west-1")
                .endpointConfigurations(EndpointConfiguration.builder()
                        .endpointId(instance.id())
                        .build()));
        pass(DEPLOYMENT);
        return made;
    }

    private Host address(Accelerator accelerator) {
        return network.internet(accelerator.ipSets().get(0).ipAddresses().get(0));
    }

    @Test
    @AwsFact(value = "What comes through Global Accelerator is tracked whatever the rules", source = TRACKING)
    void accelerator_swapTwice_leavesConnection() {
        Host front = address(accelerate());
        Connection https = network.connect(attacker, front, 443);
        assertThat(https.opened().isOpen()).as(https.opened().describe()).isTrue();
        assertThat(https.isTracked()).isTrue();

        swapTwice(eni);

        assertThat(https.send().isAlive()).isTrue();
        assertThat(network.flow(network.internet("198.51.100.8"), front, 443).isRefused())
                .isTrue();
    }

    @Test
    @AwsFact(value = "Endpoints of an accelerator see the address of the client", source = PRESERVATION)
    void accelerator_groupLetsOnlyOthersIn_isRefused() {
        String group = emptyGroup("others");
        letIn(group, "tcp", 443, "192.0.2.0/24");
        swap(eni, group);
        Host front = address(accelerate());

        assertThat(network.flow(attacker, front, 443).code()).contains("ENI_SG_RULES_MISMATCH");
        assertThat(network.flow(network.internet("192.0.2.9"), front, 443).isOpen())
                .isTrue();
    }

    @Test
    @AwsFact(value = "Network ACLs are not asked about what comes through Global Accelerator", source = PRESERVATION)
    void accelerator_aclDenies_letsThrough() {
        String acl = ownAcl(home);
        aclEntry(acl, 100, false, RuleAction.DENY);
        aclEntry(acl, 100, true, RuleAction.DENY);
        assertThat(network.flow(attacker, web, 443).isRefused()).isTrue();

        assertThat(network.flow(attacker, address(accelerate()), 443).isOpen()).isTrue();
    }

    @Test
    @AwsFact(
            value = "A disabled accelerator keeps its addresses and takes no traffic",
            source = "https://docs.aws.amazon.com/global-accelerator/latest/dg/about-accelerators.html")
    void accelerator_disabled_cutsConnection() {
        Accelerator front = accelerate();
        Connection https = network.connect(attacker, address(front), 443);

        accelerators.updateAccelerator(
                update -> update.acceleratorArn(front.acceleratorArn()).enabled(false));

        assertThat(https.send().explanation()).contains("is disabled");
    }

    /** A firewall in the second subnet, through which the first goes out and is come to; answers the ARN of its policy. */
    private String wall(NetworkFirewallClient firewalls) {
        String inner = routes();
        ec2.associateRouteTable(associate -> associate.routeTableId(inner).subnetId(home));
        String policy = firewalls
                .createFirewallPolicy(
                        create -> create.firewallPolicyName("all").firewallPolicy(defaults("aws:forward_to_sfe")))
                .firewallPolicyResponse()
                .firewallPolicyArn();
        firewalls.createFirewall(create -> create.firewallName("edge")
                .firewallPolicyArn(policy)
                .vpcId(estate.vpcId())
                .subnetMappings(SubnetMapping.builder()
                        .subnetId(estate.subnetIds().get(1))
                        .build()));
        pass(Duration.ofMinutes(1));
        String endpoint = firewalls
                .describeFirewall(describe -> describe.firewallName("edge"))
                .firewallStatus()
                .syncStates()
                .values()
                .iterator()
                .next()
                .attachment()
                .endpointId();
        ec2.createRoute(
                route -> route.routeTableId(inner).destinationCidrBlock(IPV4).vpcEndpointId(endpoint));
        comeThrough(endpoint);
        return policy;
    }

    private void comeThrough(String endpoint) {
        String gateway = ec2.describeInternetGateways(
                        query -> query.filters(filter("attachment.vpc-id", estate.vpcId())))
                .internetGateways()
                .get(0)
                .internetGatewayId();
        String edge = routes();
        ec2.associateRouteTable(associate -> associate.routeTableId(edge).gatewayId(gateway));
        String range = ec2.describeSubnets(query -> query.subnetIds(home))
                .subnets()
                .get(0)
                .cidrBlock();
        ec2.createRoute(
                route -> route.routeTableId(edge).destinationCidrBlock(range).vpcEndpointId(endpoint));
    }

    private String routes() {
        return ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
    }

    private static FirewallPolicy defaults(String action) {
        return FirewallPolicy.builder()
                .statelessDefaultActions(action)
                .statelessFragmentDefaultActions(action)
                .build();
    }

    @Test
    @AwsFact(
            value = "What goes through an endpoint of Network Firewall is tracked whatever the rules",
            source = TRACKING)
    void firewall_swapTwice_leavesConnection() {
        wall(client(NetworkFirewallClient.builder()));
        Connection beacon = network.connect(web, attacker, 443);
        assertThat(beacon.opened().isOpen()).as(beacon.opened().describe()).isTrue();
        assertThat(beacon.opened().hops()).extracting(Hop::kind).contains(Hop.Kind.FIREWALL);
        assertThat(beacon.opened().answerHops()).extracting(Hop::kind).contains(Hop.Kind.FIREWALL);
        assertThat(beacon.isTracked()).isTrue();

        swapTwice(eni);

        assertThat(beacon.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(value = "A firewall policy that drops by default cuts what goes through the firewall", source = FIREWALLS)
    void firewall_policyDrops_cutsConnection() {
        NetworkFirewallClient firewalls = client(NetworkFirewallClient.builder());
        String policy = wall(firewalls);
        Connection beacon = network.connect(web, attacker, 443);
        String token = firewalls
                .describeFirewallPolicy(describe -> describe.firewallPolicyArn(policy))
                .updateToken();

        firewalls.updateFirewallPolicy(
                update -> update.firewallPolicyArn(policy).updateToken(token).firewallPolicy(defaults("aws:drop")));

        assertThat(beacon.send().explanation()).contains("the firewall policy all drops");
        assertThat(network.flow(attacker, web, 443).isRefused()).isTrue();
    }

    /** A function in the subnet of the web server; answers its interface. */
    private NetworkInterface function() {
        client(IamClient.builder()).createRole(create -> create.roleName("job").assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",\
                        "Principal":{"Service":"lambda.amazonaws.com"}}]}"""));
        client(LambdaClient.builder())
                .createFunction(create -> create.functionName("job")
                        .role("arn:aws:iam::123456789012:role/job")
                        .runtime("python3.12")
                        .handler("index.handler")
                        .code(code -> code.zipFile(SdkBytes.fromUtf8String("code")))
                        .vpcConfig(vpc -> vpc.subnetIds(home).securityGroupIds(estate.group("functions"))));
        return ec2.describeNetworkInterfaces(query -> query.filters(filter("interface-type", "lambda")))
                .networkInterfaces()
                .get(0);
    }

    @Test
    @AwsFact(
            value = "What comes from the interface of a Lambda function is tracked whatever the rules",
            source = TRACKING)
    void lambda_swapTwice_leavesConnection() {
        Host job = network.networkInterface(function().networkInterfaceId());
        Connection https = network.connect(job, web, 443);
        assertThat(https.opened().isOpen()).as(https.opened().describe()).isTrue();
        assertThat(https.isTracked()).isTrue();

        swapTwice(eni);

        assertThat(https.send().isAlive()).isTrue();
        assertThat(network.flow(job, web, 443).explanation()).contains("the interface of a Lambda function");
    }

    @Test
    @AwsFact(
            value = "The groups of a function's interface are changed by Lambda alone",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html")
    void lambda_swapThroughEc2_isRefused() {
        String job = function().networkInterfaceId();

        assertThat(Refused.by(() -> swap(job, emptyGroup("closed")))).startsWith("AuthFailure");
    }

    @Test
    @AwsFact(
            value = "A function takes no connections from the network",
            source = "https://docs.aws.amazon.com/lambda/latest/dg/lambda-security.html")
    void lambda_connectedTo_isRefused() {
        Host job = network.networkInterface(function().networkInterfaceId());

        assertThat(network.flow(web, job, 443).explanation()).contains("nothing listens");
    }
}
