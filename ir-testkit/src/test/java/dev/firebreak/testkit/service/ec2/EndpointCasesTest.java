package dev.firebreak.testkit.service.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class EndpointCasesTest extends ServiceCases {
    private static final String GATEWAY = "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html";
    private static final String INTERFACE =
            "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";

    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private VpcEndpoint ssm() {
        return ec2.createVpcEndpoint(request -> request.vpcId(estate.vpcId())
                        .vpcEndpointType("Interface")
                        .serviceName(service("ssm"))
                        .privateDnsEnabled(false)
                        .subnetIds(estate.subnetIds().get(0))
                        .securityGroupIds(estate.group("endpoint")))
                .vpcEndpoint();
    }

    private String service(String name) {
        return "com.amazonaws." + fake.region().id() + "." + name;
    }

    private NetworkInterface networkInterface(VpcEndpoint endpoint) {
        return ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(
                        endpoint.networkInterfaceIds().get(0)))
                .networkInterfaces()
                .get(0);
    }

    @Test
    @AwsFact(
            value = "A gateway endpoint is a route to the service's prefix list in the route tables given",
            source = GATEWAY)
    void createGatewayEndpoint_routeTable_hasTheRoute() {
        String table = ec2.createRouteTable(request -> request.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();

        VpcEndpoint endpoint = ec2.createVpcEndpoint(request ->
                        request.vpcId(estate.vpcId()).serviceName(service("s3")).routeTableIds(table))
                .vpcEndpoint();

        String list = ec2.describePrefixLists(request -> request.filters(
                        filter -> filter.name("prefix-list-name").values(service("s3"))))
                .prefixLists()
                .get(0)
                .prefixListId();
        assertThat(endpoint.stateAsString()).isEqualTo("available");
        assertThat(routes(table))
                .filteredOn(route -> list.equals(route.destinationPrefixListId()))
                .extracting(Route::gatewayId)
                .containsExactly(endpoint.vpcEndpointId());
        ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint.vpcEndpointId()));
        assertThat(routes(table)).noneMatch(route -> list.equals(route.destinationPrefixListId()));
    }

    private List<Route> routes(String table) {
        return ec2.describeRouteTables(request -> request.routeTableIds(table))
                .routeTables()
                .get(0)
                .routes();
    }

    @Test
    @AwsFact(
            value = "An interface endpoint has an interface of its own in each subnet, which only it can change",
            source = INTERFACE)
    void createInterfaceEndpoint_subnet_hasRequesterManagedInterface() {
        VpcEndpoint endpoint = ssm();

        NetworkInterface eni = networkInterface(endpoint);
        assertThat(eni.requesterManaged()).isTrue();
        assertThat(eni.interfaceTypeAsString()).isEqualTo("vpc_endpoint");
        assertThat(Refused.by(() -> ec2.modifyNetworkInterfaceAttribute(request ->
                        request.networkInterfaceId(eni.networkInterfaceId()).groups(estate.group("quarantine")))))
                .startsWith("AuthFailure: ");
        assertThat(Refused.by(() -> ec2.detachNetworkInterface(
                        request -> request.attachmentId(eni.attachment().attachmentId()))))
                .isEqualTo("OperationNotPermitted: You are not allowed to manage 'ela-attach' attachments.");
        assertThat(Refused.by(() -> ec2.deleteSecurityGroup(request -> request.groupId(estate.group("endpoint")))))
                .startsWith("DependencyViolation: ");
    }

    @Test
    @AwsFact(
            value = "The groups of an interface endpoint are changed through the endpoint",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html")
    void modifyEndpoint_groups_changesItsInterface() {
        VpcEndpoint endpoint = ssm();
        String quarantine = estate.group("quarantine");

        ec2.modifyVpcEndpoint(request -> request.vpcEndpointId(endpoint.vpcEndpointId())
                .addSecurityGroupIds(quarantine)
                .removeSecurityGroupIds(estate.group("endpoint")));

        assertThat(networkInterface(endpoint).groups())
                .extracting(GroupIdentifier::groupId)
                .containsExactly(quarantine);
    }

    @Test
    @AwsFact(value = "An interface endpoint is pending before it is available", source = INTERFACE)
    void describe_interfaceEndpoint_isPendingThenAvailable() {
        VpcEndpoint endpoint = ssm();

        assertThat(endpoint.stateAsString()).isEqualTo("pending");
        clock.advance(Duration.ofMinutes(1));
        assertThat(ec2.describeVpcEndpoints(request -> request.vpcEndpointIds(endpoint.vpcEndpointId()))
                        .vpcEndpoints()
                        .get(0)
                        .stateAsString())
                .isEqualTo("available");
    }

    @Test
    @AwsFact(value = "Private DNS needs both DNS attributes of the VPC", source = INTERFACE)
    void createInterfaceEndpoint_privateDnsWithoutHostnames_isRefused() {
        ec2.modifyVpcAttribute(
                request -> request.vpcId(estate.vpcId()).enableDnsHostnames(value -> value.value(false)));

        assertThat(Refused.by(() -> ec2.createVpcEndpoint(request -> request.vpcId(estate.vpcId())
                        .vpcEndpointType("Interface")
                        .serviceName(service("ssm"))
                        .privateDnsEnabled(true))))
                .isEqualTo(
                        "InvalidParameter: Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for "
                                + estate.vpcId());
    }

    @Test
    @AwsFact(
            value = "Only services that have endpoints can be named",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html")
    void createEndpoint_unknownService_isRefused() {
        assertThat(Refused.by(() -> ec2.createVpcEndpoint(
                        request -> request.vpcId(estate.vpcId()).serviceName(service("none")))))
                .isEqualTo("InvalidServiceName: The Vpc Endpoint Service '" + service("none") + "' does not exist");
    }
}
