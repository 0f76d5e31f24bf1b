package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.InstanceSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InternetGatewayBlockMode;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

class ReachCasesTest extends NetworkCases {
    private static final String GATEWAYS = "https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html";
    private static final String GROUPS = "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html";
    private static final String STOP = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html";

    private Host second(String... groups) {
        return network.instance(
                estate.launch(InstanceSpec.named("db").groups(groups)).id());
    }

    @Test
    @AwsFact(value = "Within a subnet no network ACL is asked", source = NACLS)
    void acl_sameSubnet_isNotAsked() {
        Host neighbour = second("web");
        String acl = ownAcl(estate.subnetIds().get(0));
        aclEntry(acl, 100, false, RuleAction.DENY);

        assertThat(network.flow(web, neighbour, 443).isOpen()).isTrue();
        assertThat(network.flow(attacker, neighbour, 443).isRefused()).isTrue();
    }

    @Test
    @AwsFact(
            value = "A rule with a group lets in the private addresses of the interfaces that have it",
            source = GROUPS)
    void group_referenced_letsItsMembersIn() {
        Host database = second("db");
        String db = estate.group("db");
        letInNoMore(db, "tcp", 443, IPV4);
        ec2.authorizeSecurityGroupIngress(allow -> allow.groupId(db)
                .ipPermissions(IpPermission.builder()
                        .ipProtocol("tcp")
                        .fromPort(5432)
                        .toPort(5432)
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(group()).build())
                        .build()));

        assertThat(network.flow(web, database, 5432).isOpen()).isTrue();
        assertThat(network.flow(second("other"), database, 5432).isRefused()).isTrue();
    }

    @Test
    @AwsFact(value = "Without a public address nothing goes through an internet gateway", source = GATEWAYS)
    void internetGateway_noPublicAddress_refuses() {
        Host hidden = network.instance(
                estate.launch(InstanceSpec.named("hidden").interfaces(2).groups("web"))
                        .id());

        assertThat(network.flow(hidden, attacker, 443).code()).contains("IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS");
    }

    @Test
    @AwsFact(value = "Without its route nothing goes through an internet gateway any more", source = GATEWAYS)
    void internetGateway_routeGone_cutsConnection() {
        Connection beacon = network.connect(web, attacker, 443);
        String table = ec2.describeRouteTables(query -> query.filters(filter("vpc-id", estate.vpcId())))
                .routeTables()
                .get(0)
                .routeTableId();

        ec2.deleteRoute(delete -> delete.routeTableId(table).destinationCidrBlock(IPV4));

        assertThat(beacon.send().code()).contains("NO_ROUTE_TO_DESTINATION");
    }

    @Test
    @AwsFact(
            value = "Blocking public access both ways stops what goes through internet gateways",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html")
    void blockPublicAccess_bothWays_cutsConnection() {
        Connection beacon = network.connect(web, attacker, 443);

        ec2.modifyVpcBlockPublicAccessOptions(
                modify -> modify.internetGatewayBlockMode(InternetGatewayBlockMode.BLOCK_BIDIRECTIONAL));

        assertThat(beacon.send().code()).contains("VPC_BLOCK_PUBLIC_ACCESS_ENABLED");
    }

    @Test
    @AwsFact(value = "A stopped instance loses its connections, also when it is started again", source = STOP)
    void stop_thenStart_endsConnection() {
        Connection https = network.connect(attacker, web, 443);

        ec2.stopInstances(stop -> stop.instanceIds(instance.id()));
        assertThat(network.flow(attacker, web, 443).isRefused()).isTrue();
        assertThat(https.isAlive()).isFalse();
        pass(Duration.ofMinutes(1));
        ec2.startInstances(start -> start.instanceIds(instance.id()));

        assertThat(https.send().explanation()).contains("stopped or rebooted");
        assertThat(network.flow(attacker, web, 443).isOpen()).isTrue();
    }

    @Test
    @AwsFact(
            value = "A disassociated Elastic IP address leads nowhere",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html")
    void elasticIp_disassociated_cutsConnection() {
        Host server = network.instance(
                estate.launch(InstanceSpec.named("eip").groups("web").elasticIp())
                        .id());
        Connection https = network.connect(attacker, server, 443);
        assertThat(https.opened().isOpen()).as(https.opened().describe()).isTrue();

        String association = ec2.describeAddresses().addresses().get(0).associationId();
        ec2.disassociateAddress(disassociate -> disassociate.associationId(association));

        assertThat(https.isAlive()).isFalse();
    }

    @Test
    @AwsFact(
            value = "Packets take a peering only where both VPCs have a route through it",
            source = "https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html")
    void peering_routeOnOneSideOnly_losesTheAnswer() {
        String vpc =
                ec2.createVpc(create -> create.cidrBlock("10.9.0.0/16")).vpc().vpcId();
        String subnet = ec2.createSubnet(create -> create.vpcId(vpc).cidrBlock("10.9.1.0/24"))
                .subnet()
                .subnetId();
        Host far = network.instance(ec2.runInstances(
                        run -> run.imageId(ec2.describeImages().images().get(0).imageId())
                                .minCount(1)
                                .maxCount(1)
                                .subnetId(subnet))
                .instances()
                .get(0)
                .instanceId());
        String peering = ec2.createVpcPeeringConnection(
                        create -> create.vpcId(estate.vpcId()).peerVpcId(vpc))
                .vpcPeeringConnection()
                .vpcPeeringConnectionId();
        ec2.acceptVpcPeeringConnection(accept -> accept.vpcPeeringConnectionId(peering));
        route(vpc, "10.0.0.0/16", peering);
        assertThat(network.flow(far, web, 443).explanation()).startsWith("the answer is lost");

        route(estate.vpcId(), "10.9.0.0/16", peering);

        Reachability flow = network.flow(far, web, 443);
        assertThat(flow.isOpen()).as(flow.describe()).isTrue();
    }

    private void route(String vpc, String range, String peering) {
        String table = ec2.describeRouteTables(query -> query.filters(filter("vpc-id", vpc)))
                .routeTables()
                .get(0)
                .routeTableId();
        ec2.createRoute(
                route -> route.routeTableId(table).destinationCidrBlock(range).vpcPeeringConnectionId(peering));
    }
}
