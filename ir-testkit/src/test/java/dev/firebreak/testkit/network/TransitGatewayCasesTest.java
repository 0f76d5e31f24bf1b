package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;

/** The web server in one VPC, a database in another, and a transit gateway between them. */
class TransitGatewayCasesTest extends NetworkCases {
    private static final String ATTACHMENTS = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html";
    private static final String ROUTING = "https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String HOME = "10.0.0.0/16";
    private static final String AWAY = "10.9.0.0/16";

    private final String vpc =
            ec2.createVpc(create -> create.cidrBlock(AWAY)).vpc().vpcId();
    private final String subnet = ec2.createSubnet(
                    create -> create.vpcId(vpc).cidrBlock("10.9.1.0/24").availabilityZone("eu-west-1a"))
            .subnet()
            .subnetId();
    private final Host database = network.instance(launch());

    private String launch() {
        String image =
                ec2.describeImages(all -> all.owners("amazon")).images().get(0).imageId();
        String group = ec2.describeSecurityGroups(query -> query.filters(filter("vpc-id", vpc)))
                .securityGroups()
                .get(0)
                .groupId();
        letIn(group, "tcp", 5432, HOME);
        return ec2.runInstances(run -> run.imageId(image)
                        .minCount(1)
                        .maxCount(1)
                        .instanceType("t3.micro")
                        .subnetId(subnet))
                .instances()
                .get(0)
                .instanceId();
    }

    private String gateway() {
        String gateway = ec2.createTransitGateway(create -> create.description("hub"))
                .transitGateway()
                .transitGatewayId();
        pass(MINUTE);
        return gateway;
    }

    private String attach(String gateway, String vpcId, String... subnets) {
        return ec2.createTransitGatewayVpcAttachment(
                        create -> create.transitGatewayId(gateway).vpcId(vpcId).subnetIds(subnets))
                .transitGatewayVpcAttachment()
                .transitGatewayAttachmentId();
    }

    private void routeBack(String gateway) {
        String table = ec2.describeRouteTables(query -> query.filters(filter("vpc-id", vpc)))
                .routeTables()
                .get(0)
                .routeTableId();
        ec2.createRoute(
                route -> route.routeTableId(table).destinationCidrBlock(HOME).transitGatewayId(gateway));
    }

    /** Joins both VPCs; answers the route table of the web server's subnet. */
    private String join() {
        String gateway = gateway();
        attach(gateway, estate.vpcId(), estate.subnetIds().get(0));
        attach(gateway, vpc, subnet);
        pass(MINUTE);
        routeBack(gateway);
        return routeHome(gateway);
    }

    /** A route table of its own for the subnet of the web server, which leads to the transit gateway. */
    private String routeHome(String gateway) {
        String table = ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(associate ->
                associate.routeTableId(table).subnetId(estate.subnetIds().get(0)));
        ec2.createRoute(
                route -> route.routeTableId(table).destinationCidrBlock(AWAY).transitGatewayId(gateway));
        return table;
    }

    @Test
    @AwsFact(
            value = "What goes through a transit gateway is tracked whatever the rules, as the page of 2023 has it",
            source = TRACKING)
    void transitGateway_swapTwice_leavesConnection() {
        join();
        Connection lateral = network.connect(web, database, 5432);
        assertThat(lateral.opened().isOpen()).as(lateral.opened().describe()).isTrue();
        assertThat(lateral.opened().hops()).extracting(Hop::kind).contains(Hop.Kind.TRANSIT_GATEWAY);

        swapTwice(eni);

        assertThat(lateral.send().isAlive()).isTrue();
        assertThat(network.flow(web, database, 5432).explanation()).contains("a transit gateway");
    }

    @Test
    @AwsFact(value = "Without its route nothing goes through a transit gateway any more", source = ROUTING)
    void transitGateway_routeRemoved_cutsConnection() {
        String table = join();
        Connection lateral = network.connect(web, database, 5432);

        ec2.deleteRoute(gone -> gone.routeTableId(table).destinationCidrBlock(AWAY));

        assertThat(lateral.send().isRefused()).isTrue();
    }

    @Test
    @AwsFact(
            value = "A route to a transit gateway from which the VPC was detached is a blackhole",
            source = ATTACHMENTS)
    void transitGateway_attachmentDeleted_cutsConnection() {
        join();
        Connection lateral = network.connect(web, database, 5432);
        String address = ec2
                .describeNetworkInterfaces(query -> query.filters(filter("subnet-id", subnet)))
                .networkInterfaces()
                .stream()
                .filter(face -> face.attachment() != null)
                .findFirst()
                .orElseThrow()
                .privateIpAddress();
        String attachment = ec2.describeTransitGatewayVpcAttachments(
                        query -> query.filters(filter("vpc-id", estate.vpcId())))
                .transitGatewayVpcAttachments()
                .get(0)
                .transitGatewayAttachmentId();

        ec2.deleteTransitGatewayVpcAttachment(gone -> gone.transitGatewayAttachmentId(attachment));

        assertThat(lateral.send().isRefused()).isTrue();
        assertThat(network.flow(web, network.address(address), 5432).explanation())
                .contains("blackhole");
    }

    @Test
    @AwsFact(
            value = "A transit gateway is reached only from zones in which the attachment has a subnet",
            source = ATTACHMENTS)
    void transitGateway_attachmentInAnotherZone_isRefused() {
        String gateway = gateway();
        attach(gateway, estate.vpcId(), estate.subnetIds().get(1));
        attach(gateway, vpc, subnet);
        pass(MINUTE);
        routeBack(gateway);
        routeHome(gateway);

        assertThat(network.flow(web, database, 5432).code()).contains("TGW_ATTACH_VPC_AZ_RESTRICTION");
    }

    @Test
    @AwsFact(value = "An attachment is pending before it is available", source = ATTACHMENTS)
    void createTransitGatewayVpcAttachment_inAMoment_isAvailable() {
        String gateway = gateway();
        String attachment = attach(gateway, vpc, subnet);

        assertThat(states(attachment)).containsExactly("pending");
        pass(MINUTE);
        assertThat(states(attachment)).containsExactly("available");
        assertThat(Refused.by(() -> attach(gateway, vpc, subnet))).startsWith("DuplicateTransitGatewayAttachment");
    }

    private List<String> states(String attachment) {
        return ec2
                .describeTransitGatewayVpcAttachments(query -> query.transitGatewayAttachmentIds(attachment))
                .transitGatewayVpcAttachments()
                .stream()
                .map(TransitGatewayVpcAttachment::stateAsString)
                .toList();
    }

    @Test
    @AwsFact(
            value = "A transit gateway with attachments cannot be deleted",
            source = "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html")
    void deleteTransitGateway_attached_isRefusedUntilItIsNot() {
        String gateway = gateway();
        String attachment = attach(gateway, vpc, subnet);

        assertThat(Refused.by(() -> ec2.deleteTransitGateway(gone -> gone.transitGatewayId(gateway))))
                .startsWith("IncorrectState");

        ec2.deleteTransitGatewayVpcAttachment(gone -> gone.transitGatewayAttachmentId(attachment));
        ec2.deleteTransitGateway(gone -> gone.transitGatewayId(gateway));
        assertThat(ec2.describeTransitGateways().transitGateways()).isEmpty();
    }
}
