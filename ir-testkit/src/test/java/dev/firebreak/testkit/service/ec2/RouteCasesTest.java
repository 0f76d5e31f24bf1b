package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class RouteCasesTest extends ServiceCases {
    private static final String ROUTES = "https://docs.aws.amazon.com/vpc/latest/userguide/RouteTables.html";
    private static final String NAT = "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private RouteTable main() {
        return ec2.describeRouteTables(request -> request.filters(
                        Filter.builder().name("vpc-id").values(estate.vpcId()).build(),
                        Filter.builder().name("association.main").values("true").build()))
                .routeTables()
                .get(0);
    }

    private Route route(String table, String destination) {
        return ec2.describeRouteTables(request -> request.routeTableIds(table)).routeTables().get(0).routes().stream()
                .filter(each -> destination.equals(each.destinationCidrBlock()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @AwsFact(value = "Only one route of a table has a destination", source = ROUTES)
    void createRoute_sameDestination_isRefused() {
        RouteTable main = main();
        String gateway = route(main.routeTableId(), "0.0.0.0/0").gatewayId();

        assertThat(Refused.by(() -> ec2.createRoute(request -> request.routeTableId(main.routeTableId())
                        .destinationCidrBlock("0.0.0.0/0")
                        .gatewayId(gateway))))
                .isEqualTo("RouteAlreadyExists: The route identified by 0.0.0.0/0 already exists.");
    }

    @Test
    @AwsFact(value = "A route to what is not there, or does not run, is a black hole", source = ROUTES)
    void describe_routeToStoppedInstance_isBlackhole() {
        LaunchedInstance proxy = estate.launch(InstanceSpec.named("proxy"));
        String table = main().routeTableId();
        ec2.createRoute(request ->
                request.routeTableId(table).destinationCidrBlock("192.0.2.0/24").instanceId(proxy.id()));
        assertThat(route(table, "192.0.2.0/24").stateAsString()).isEqualTo("active");

        ec2.stopInstances(request -> request.instanceIds(proxy.id()));

        assertThat(route(table, "192.0.2.0/24").stateAsString()).isEqualTo("blackhole");
    }

    @Test
    @AwsFact(value = "The local route cannot be deleted", source = ROUTES)
    void deleteRoute_local_isRefused() {
        RouteTable main = main();
        String local = main.routes().get(0).destinationCidrBlock();

        assertThat(Refused.by(() -> ec2.deleteRoute(
                        request -> request.routeTableId(main.routeTableId()).destinationCidrBlock(local))))
                .isEqualTo("InvalidParameterValue: cannot remove local route " + local + " in route table "
                        + main.routeTableId());
        assertThat(Refused.by(() -> ec2.deleteRoute(
                        request -> request.routeTableId(main.routeTableId()).destinationCidrBlock("192.0.2.0/24"))))
                .isEqualTo("InvalidRoute.NotFound: no route with destination-cidr-block 192.0.2.0/24 in route table "
                        + main.routeTableId());
    }

    @Test
    @AwsFact(value = "Replacing the main association makes another table the main one", source = ROUTES)
    void replaceAssociation_main_changesTheMainTable() {
        RouteTable old = main();
        String isolated = ec2.createRouteTable(request -> request.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();

        ec2.replaceRouteTableAssociation(request -> request.routeTableId(isolated)
                .associationId(old.associations().get(0).routeTableAssociationId()));

        assertThat(main().routeTableId()).isEqualTo(isolated);
        assertThat(Refused.by(() -> ec2.deleteRouteTable(request -> request.routeTableId(isolated))))
                .isEqualTo("DependencyViolation: The routeTable '" + isolated
                        + "' has dependencies and cannot be deleted.");
        assertThat(Refused.by(() -> ec2.disassociateRouteTable(request ->
                        request.associationId(main().associations().get(0).routeTableAssociationId()))))
                .startsWith("InvalidParameterValue: cannot disassociate the main route table association");
    }

    @Test
    @AwsFact(value = "A subnet is explicitly associated with one route table at a time", source = ROUTES)
    void associate_subnetTwice_isRefused() {
        String subnet = estate.subnetIds().get(0);
        String table = ec2.createRouteTable(request -> request.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(request -> request.routeTableId(table).subnetId(subnet));

        assertThat(Refused.by(() -> ec2.associateRouteTable(
                        request -> request.routeTableId(main().routeTableId()).subnetId(subnet))))
                .startsWith("Resource.AlreadyAssociated: ");
    }

    @Test
    @AwsFact(
            value = "An internet gateway stays attached while public addresses of the VPC are in use",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/delete-igw.html")
    void detachInternetGateway_publicAddressInUse_isRefused() {
        estate.launch(InstanceSpec.named("web").elasticIp());
        String gateway = route(main().routeTableId(), "0.0.0.0/0").gatewayId();

        assertThat(Refused.by(() -> ec2.detachInternetGateway(
                        request -> request.internetGatewayId(gateway).vpcId(estate.vpcId()))))
                .startsWith("DependencyViolation: Network " + estate.vpcId() + " has some mapped public address(es).");
        assertThat(Refused.by(() -> ec2.deleteInternetGateway(request -> request.internetGatewayId(gateway))))
                .startsWith("DependencyViolation: ");
    }

    @Test
    @AwsFact(
            value = "A NAT gateway is pending, then available; deleted, it frees its address and leaves a black hole",
            source = NAT)
    void natGateway_createdAndDeleted_takesItsTime() {
        String allocation =
                ec2.allocateAddress(request -> request.domain("vpc")).allocationId();
        String subnet = estate.subnetIds().get(0);
        String nat = ec2.createNatGateway(request -> request.subnetId(subnet).allocationId(allocation))
                .natGateway()
                .natGatewayId();
        assertThat(state(nat)).isEqualTo("pending");
        clock.advance(Duration.ofMinutes(1));
        assertThat(state(nat)).isEqualTo("available");
        String table = ec2.createRouteTable(request -> request.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.createRoute(request ->
                request.routeTableId(table).destinationCidrBlock("0.0.0.0/0").natGatewayId(nat));

        ec2.deleteNatGateway(request -> request.natGatewayId(nat));

        assertThat(state(nat)).isEqualTo("deleting");
        assertThat(Refused.by(() -> ec2.releaseAddress(request -> request.allocationId(allocation))))
                .startsWith("InvalidIPAddress.InUse: ");
        String association = ec2.describeAddresses(request -> request.allocationIds(allocation))
                .addresses()
                .get(0)
                .associationId();
        assertThat(Refused.by(() -> ec2.disassociateAddress(request -> request.associationId(association))))
                .startsWith("AuthFailure: ");
        clock.advance(Duration.ofMinutes(1));
        assertThat(state(nat)).isEqualTo("deleted");
        assertThat(route(table, "0.0.0.0/0").stateAsString()).isEqualTo("blackhole");
        ec2.releaseAddress(request -> request.allocationId(allocation));
    }

    private String state(String nat) {
        return ec2.describeNatGateways(request -> request.natGatewayIds(nat))
                .natGateways()
                .get(0)
                .stateAsString();
    }

    @Test
    @AwsFact(
            value = "An egress-only internet gateway is the target of IPv6 routes",
            source = "https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html")
    void createRoute_egressOnly_isIpv6Route() {
        String gateway = ec2.createEgressOnlyInternetGateway(request -> request.vpcId(estate.vpcId()))
                .egressOnlyInternetGateway()
                .egressOnlyInternetGatewayId();
        String table = ec2.createRouteTable(request -> request.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();

        ec2.createRoute(request ->
                request.routeTableId(table).destinationIpv6CidrBlock("::/0").egressOnlyInternetGatewayId(gateway));

        assertThat(ec2.describeRouteTables(request -> request.routeTableIds(table))
                        .routeTables()
                        .get(0)
                        .routes())
                .filteredOn(route -> "::/0".equals(route.destinationIpv6CidrBlock()))
                .extracting(Route::egressOnlyInternetGatewayId)
                .containsExactly(gateway);
    }
}
