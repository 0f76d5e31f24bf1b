package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.InstanceSpec;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

class AutomaticTrackingCasesTest extends NetworkCases {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String NAT_BASICS = "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html";

    private final String home = estate.subnetIds().get(0);

    /** A route table of its own for the subnet of the web server. */
    private String ownRoutes() {
        String table = ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(associate -> associate.routeTableId(table).subnetId(home));
        return table;
    }

    /** Sends the subnet of the web server out through a NAT gateway in another; answers its id. */
    private String throughNat() {
        String allocation =
                ec2.allocateAddress(allocate -> allocate.domain(DomainType.VPC)).allocationId();
        String nat = ec2.createNatGateway(
                        create -> create.subnetId(estate.subnetIds().get(1)).allocationId(allocation))
                .natGateway()
                .natGatewayId();
        pass(MINUTE);
        String table = ownRoutes();
        ec2.createRoute(
                route -> route.routeTableId(table).destinationCidrBlock(IPV4).natGatewayId(nat));
        return table;
    }

    @Test
    @AwsFact(value = "What goes through a NAT gateway is tracked whatever the rules", source = TRACKING)
    void nat_swapTwice_leavesConnection() {
        throughNat();
        Connection beacon = network.connect(web, attacker, 443);
        assertThat(beacon.opened().isOpen()).as(beacon.opened().describe()).isTrue();

        swapTwice(eni);

        assertThat(beacon.send().isAlive()).isTrue();
        Reachability flow = network.flow(web, attacker, 443);
        assertThat(flow.isAlive()).isTrue();
        assertThat(flow.explanation()).contains("a NAT gateway");
    }

    @Test
    @AwsFact(value = "Without its route nothing goes through a NAT gateway any more", source = NAT_BASICS)
    void nat_routeRemoved_cutsConnection() {
        String table = throughNat();
        Connection beacon = network.connect(web, attacker, 443);

        ec2.deleteRoute(delete -> delete.routeTableId(table).destinationCidrBlock(IPV4));

        assertThat(beacon.send().code()).contains("NO_ROUTE_TO_DESTINATION");
    }

    @Test
    @AwsFact(
            value = "A network ACL that blocks what goes out breaks a connection through a NAT gateway at once",
            source = TRACKING)
    void nat_aclBlocksEgress_cutsConnection() {
        throughNat();
        Connection beacon = network.connect(web, attacker, 443);

        aclEntry(ownAcl(home), 100, true, RuleAction.DENY);

        assertThat(beacon.send().code()).contains("SUBNET_ACL_RESTRICTION");
    }

    @Test
    @AwsFact(
            value = "A stopped instance loses its connections through a NAT gateway too",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html")
    void nat_stop_cutsConnection() {
        throughNat();
        Connection beacon = network.connect(web, attacker, 443);

        ec2.stopInstances(stop -> stop.instanceIds(instance.id()));

        assertThat(beacon.send().isRefused()).isTrue();
    }

    @Test
    @AwsFact(value = "A NAT gateway takes no connections from outside", source = NAT_BASICS)
    void nat_fromOutside_isRefused() {
        throughNat();
        String address = ec2.describeNatGateways(query -> query.maxResults(5))
                .natGateways()
                .get(0)
                .natGatewayAddresses()
                .get(0)
                .publicIp();

        assertThat(network.flow(attacker, network.internet(address), 443).explanation())
                .contains("takes no connections from outside");
    }

    @Test
    @AwsFact(
            value = "What goes through an egress-only internet gateway is tracked whatever the rules",
            source = TRACKING)
    void egressOnly_swapTwice_leavesConnection() {
        String table = ownRoutes();
        String gateway = ec2.createEgressOnlyInternetGateway(create -> create.vpcId(estate.vpcId()))
                .egressOnlyInternetGateway()
                .egressOnlyInternetGatewayId();
        ec2.createRoute(route ->
                route.routeTableId(table).destinationIpv6CidrBlock(IPV6).egressOnlyInternetGatewayId(gateway));
        Connection beacon = network.connect(web, network.internet("2001:db8::7"), 443);
        assertThat(beacon.opened().isOpen()).as(beacon.opened().describe()).isTrue();

        swapTwice(eni);

        assertThat(beacon.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(value = "What goes to an interface endpoint is tracked whatever the rules", source = TRACKING)
    void interfaceEndpoint_swapTwice_leavesConnection() {
        String inward = emptyGroup("endpoint");
        letIn(inward, "tcp", 443, "10.0.0.0/16");
        ec2.modifyVpcAttribute(modify -> modify.vpcId(estate.vpcId()).enableDnsHostnames(on -> on.value(true)));
        ec2.createVpcEndpoint(create -> create.vpcId(estate.vpcId())
                .serviceName("com.amazonaws.eu-west-1.ssm")
                .vpcEndpointType("Interface")
                .subnetIds(home)
                .securityGroupIds(inward));
        pass(MINUTE);
        ownRoutes();
        Connection agent = network.connect(web, network.service("ssm"), 443);
        assertThat(agent.opened().isOpen()).as(agent.opened().describe()).isTrue();

        swapTwice(eni);

        assertThat(agent.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(
            value = "The groups of an interface endpoint decide who reaches it",
            source = "https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html")
    void interfaceEndpoint_groupLetsNobodyIn_isRefused() {
        ec2.modifyVpcAttribute(modify -> modify.vpcId(estate.vpcId()).enableDnsHostnames(on -> on.value(true)));
        ec2.createVpcEndpoint(create -> create.vpcId(estate.vpcId())
                .serviceName("com.amazonaws.eu-west-1.ssm")
                .vpcEndpointType("Interface")
                .subnetIds(home)
                .securityGroupIds(emptyGroup("endpoint")));
        assertThat(network.flow(web, network.service("ssm"), 443).isOpen()).isTrue();

        pass(MINUTE);

        assertThat(network.flow(web, network.service("ssm"), 443).code()).contains("ENI_SG_RULES_MISMATCH");
    }

    @Test
    @AwsFact(
            value = "What goes to DynamoDB through a gateway endpoint is tracked whatever the rules",
            source = TRACKING)
    void dynamoDbEndpoint_swapTwice_leavesConnection() {
        gatewayEndpoint("dynamodb");
        Connection table = network.connect(web, network.service("dynamodb"), 443);
        assertThat(table.opened().isOpen()).as(table.opened().describe()).isTrue();

        swapTwice(eni);

        assertThat(table.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(value = "What goes to S3 through a gateway endpoint is tracked by the rules alone", source = TRACKING)
    void s3Endpoint_swapTwice_cutsConnection() {
        gatewayEndpoint("s3");
        Connection bucket = network.connect(web, network.service("s3"), 443);
        assertThat(bucket.opened().hops()).extracting(Hop::kind).contains(Hop.Kind.ENDPOINT);

        swapTwice(eni);

        assertThat(bucket.send().isRefused()).isTrue();
    }

    private void gatewayEndpoint(String service) {
        String table = ownRoutes();
        ec2.createVpcEndpoint(create -> create.vpcId(estate.vpcId())
                .serviceName("com.amazonaws.eu-west-1." + service)
                .routeTableIds(table));
    }

    @Test
    @AwsFact(value = "What comes through a Network Load Balancer is tracked whatever the rules", source = TRACKING)
    void networkLoadBalancer_swapTwice_leavesConnection() {
        Host balancer = network.internet(balance());
        Connection https = network.connect(attacker, balancer, 443);
        assertThat(https.opened().isOpen()).as(https.opened().describe()).isTrue();
        assertThat(https.isTracked()).isTrue();

        swapTwice(eni);

        assertThat(https.send().isAlive()).isTrue();
    }

    @Test
    @AwsFact(
            value = "Targets see the address of the client, so that their groups must let it in",
            source =
                    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html")
    void networkLoadBalancer_targetLetsOnlyOthersIn_isRefused() {
        String group = emptyGroup("others");
        letIn(group, "tcp", 443, "192.0.2.0/24");
        swap(eni, group);
        Host balancer = network.internet(balance());

        assertThat(network.flow(attacker, balancer, 443).code()).contains("ENI_SG_RULES_MISMATCH");
        assertThat(network.flow(network.internet("192.0.2.9"), balancer, 443).isOpen())
                .isTrue();
    }

    /** A Network Load Balancer before the web server; answers its public address. */
    private String balance() {
        ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());
        String balancer = elb.createLoadBalancer(create -> create.name("front")
                        .type(LoadBalancerTypeEnum.NETWORK)
                        .subnets(estate.subnetIds().get(0)))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        String targets = elb.createTargetGroup(create -> create.name("web")
                        .protocol(ProtocolEnum.TCP)
                        .port(443)
                        .vpcId(estate.vpcId())
                        .targetType(TargetTypeEnum.INSTANCE))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb.registerTargets(register -> register.targetGroupArn(targets)
                .targets(TargetDescription.builder().id(instance.id()).build()));
        elb.createListener(create -> create.loadBalancerArn(balancer)
                .port(443)
                .protocol(ProtocolEnum.TCP)
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(targets)
                        .build()));
        return ec2.describeNetworkInterfaces(query -> query.filters(filter("description", "ELB net/front/*")))
                .networkInterfaces()
                .get(0)
                .association()
                .publicIp();
    }

    @Test
    @AwsFact(value = "What is between two instances of a VPC is tracked by the rules alone", source = TRACKING)
    void betweenInstances_swapTwice_cutsConnection() {
        Host other = network.instance(
                estate.launch(InstanceSpec.named("db").groups("web")).id());
        Connection lateral = network.connect(web, other, 443);
        assertThat(lateral.opened().isOpen()).as(lateral.opened().describe()).isTrue();

        swapTwice(eni);

        assertThat(lateral.send().isRefused()).isTrue();
        assertThat(List.of(
                        network.flow(web, other, 443).isRefused(),
                        network.flow(other, web, 443).isRefused()))
                .containsOnly(true);
    }
}
