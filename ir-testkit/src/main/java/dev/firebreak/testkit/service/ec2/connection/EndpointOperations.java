package dev.firebreak.testkit.service.ec2.connection;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.network.Ec2Networks;
import dev.firebreak.testkit.world.network.NetworkTiming;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.State;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/** VPC endpoints of AWS services: gateway endpoints at once, interface endpoints after a minute of the world's clock. */
final class EndpointOperations {
    private static final String TYPE = "vpc-endpoint";
    private static final String FULL_ACCESS =
            "{\"Version\":\"2008-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";

    private static final String NOT_ITS_OWNER = "Operation is not allowed for requester-managed VPC endpoints";

    private EndpointOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateVpcEndpoint", CreateVpcEndpointRequest::builder, EndpointOperations::create)
                .on("ModifyVpcEndpoint", ModifyVpcEndpointRequest::builder, EndpointOperations::modify)
                .on("DeleteVpcEndpoints", DeleteVpcEndpointsRequest::builder, EndpointOperations::delete)
                .on("DescribeVpcEndpoints", DescribeVpcEndpointsRequest::builder, EndpointOperations::describe);
    }

    private static CreateVpcEndpointResponse create(Call call, CreateVpcEndpointRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "VpcId"));
        VpcEndpointType type = request.vpcEndpointType() == null ? VpcEndpointType.GATEWAY : request.vpcEndpointType();
        if (type != VpcEndpointType.GATEWAY && type != VpcEndpointType.INTERFACE) {
            throw AwsError.of("UnsupportedOperation", "Endpoints of type %s are not available here", type);
        }
        String name = Refusals.required(request.serviceName(), "ServiceName");
        String service = EndpointServices.check(call, name, type);
        VpcEndpoint.Builder endpoint = VpcEndpoint.builder()
                .vpcEndpointId(call.world().ids().ec2("vpce"))
                .vpcEndpointType(type)
                .vpcId(vpc.vpcId())
                .serviceName(name)
                .policyDocument(Objects.requireNonNullElse(request.policyDocument(), FULL_ACCESS))
                .privateDnsEnabled(Boolean.TRUE.equals(request.privateDnsEnabled()))
                .requesterManaged(false)
                .ownerId(call.account().id())
                .creationTimestamp(call.now());
        VpcEndpoint made = type == VpcEndpointType.GATEWAY
                ? gateway(call, endpoint, request)
                : privateLink(call, endpoint, request, vpc, service);
        call.region().ec2().networks().endpoints().put(made);
        Tagging.apply(call, request.tagSpecifications(), TYPE, made.vpcEndpointId());
        return CreateVpcEndpointResponse.builder()
                .clientToken(request.clientToken())
                .vpcEndpoint(view(call, made))
                .build();
    }

    private static VpcEndpoint gateway(Call call, VpcEndpoint.Builder endpoint, CreateVpcEndpointRequest request) {
        if (!request.subnetIds().isEmpty() || !request.securityGroupIds().isEmpty()) {
            throw AwsError.of(
                    "InvalidParameter", "Subnets and security groups are not supported for gateway endpoints");
        }
        Endpoints.checkTables(call, request.vpcId(), request.serviceName(), request.routeTableIds());
        VpcEndpoint made = endpoint.routeTableIds(request.routeTableIds())
                .state(State.AVAILABLE)
                .build();
        Endpoints.route(call, made);
        return made;
    }

    private static VpcEndpoint privateLink(
            Call call, VpcEndpoint.Builder endpoint, CreateVpcEndpointRequest request, Vpc vpc, String service) {
        if (!request.routeTableIds().isEmpty()) {
            throw AwsError.of("InvalidParameter", "Route table IDs are not supported for interface endpoints");
        }
        Endpoints.checkSubnets(call, vpc.vpcId(), request.subnetIds());
        boolean privateDns = !Boolean.FALSE.equals(request.privateDnsEnabled());
        if (privateDns) {
            checkPrivateDns(call, vpc, request.serviceName(), service);
        }
        return Endpoints.connect(
                call,
                endpoint.subnetIds(request.subnetIds())
                        .groups(Endpoints.groups(call, vpc.vpcId(), request.securityGroupIds()))
                        .privateDnsEnabled(privateDns)
                        .ipAddressType("ipv4")
                        .state(State.PENDING)
                        .build());
    }

    private static void checkPrivateDns(Call call, Vpc vpc, String serviceName, String service) {
        Ec2Networks networks = call.region().ec2().networks();
        Ec2Networks.VpcDns dns = networks.dns(vpc);
        if (!dns.support() || !dns.hostnames()) {
            throw AwsError.of(
                    "InvalidParameter",
                    "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for %s",
                    vpc.vpcId());
        }
        boolean conflict = networks.endpoints().all().stream()
                .anyMatch(other -> other.vpcId().equals(vpc.vpcId())
                        && other.serviceName().equals(serviceName)
                        && other.privateDnsEnabled());
        if (conflict) {
            throw AwsError.of(
                    "InvalidParameter",
                    "private-dns-enabled cannot be set because there is already a conflicting DNS domain for %s.%s.amazonaws.com in the VPC %s",
                    service,
                    call.region().name(),
                    vpc.vpcId());
        }
    }

    private static ModifyVpcEndpointResponse modify(Call call, ModifyVpcEndpointRequest request) {
        VpcEndpoint old = NetworkKinds.ENDPOINT.get(call, Refusals.required(request.vpcEndpointId(), "VpcEndpointId"));
        if (old.requesterManaged()) {
            throw AwsError.of("OperationNotPermitted", "%s", NOT_ITS_OWNER);
        }
        String policy = Boolean.TRUE.equals(request.resetPolicy())
                ? FULL_ACCESS
                : Objects.requireNonNullElse(request.policyDocument(), old.policyDocument());
        VpcEndpoint changed = old.copy(copy -> copy.policyDocument(policy));
        if (old.vpcEndpointType() == VpcEndpointType.GATEWAY) {
            Endpoints.checkTables(call, old.vpcId(), old.serviceName(), request.addRouteTableIds());
            var tables = changed(old.routeTableIds(), request.addRouteTableIds(), request.removeRouteTableIds());
            changed = changed.copy(copy -> copy.routeTableIds(tables));
            Endpoints.route(call, changed);
        } else {
            changed = Endpoints.connect(call, interfaces(call, changed, request));
        }
        call.region().ec2().networks().endpoints().put(changed);
        return ModifyVpcEndpointResponse.builder().returnValue(true).build();
    }

    private static VpcEndpoint interfaces(Call call, VpcEndpoint old, ModifyVpcEndpointRequest request) {
        var subnets = changed(old.subnetIds(), request.addSubnetIds(), request.removeSubnetIds());
        Endpoints.checkSubnets(call, old.vpcId(), subnets);
        var groups = changed(
                old.groups().stream().map(SecurityGroupIdentifier::groupId).toList(),
                request.addSecurityGroupIds(),
                request.removeSecurityGroupIds());
        if (groups.isEmpty()) {
            throw AwsError.of("InvalidParameter", "An interface endpoint must have at least one security group");
        }
        return old.copy(copy -> copy.subnetIds(subnets).groups(Endpoints.groups(call, old.vpcId(), groups)));
    }

    private static List<String> changed(List<String> present, List<String> added, List<String> removed) {
        var all = new LinkedHashSet<>(present);
        all.addAll(added);
        removed.forEach(all::remove);
        return List.copyOf(all);
    }

    private static DeleteVpcEndpointsResponse delete(Call call, DeleteVpcEndpointsRequest request) {
        var unsuccessful = new ArrayList<UnsuccessfulItem>();
        for (String id : Refusals.required(request.vpcEndpointIds(), "VpcEndpointId")) {
            Optional<VpcEndpoint> found =
                    call.region().ec2().networks().endpoints().find(id);
            if (found.isEmpty()) {
                unsuccessful.add(unsuccessful(
                        id, "InvalidVpcEndpoint.NotFound", "The Vpc Endpoint Id '" + id + "' does not exist"));
            } else if (found.get().requesterManaged()) {
                unsuccessful.add(unsuccessful(id, "OperationNotPermitted", NOT_ITS_OWNER));
            } else {
                Endpoints.disconnect(call, found.get());
                call.region().ec2().networks().endpoints().remove(id);
                call.region().ec2().tags().forget(id);
            }
        }
        return DeleteVpcEndpointsResponse.builder().unsuccessful(unsuccessful).build();
    }

    private static UnsuccessfulItem unsuccessful(String id, String code, String message) {
        return UnsuccessfulItem.builder()
                .resourceId(id)
                .error(error -> error.code(code).message(message))
                .build();
    }

    private static DescribeVpcEndpointsResponse describe(Call call, DescribeVpcEndpointsRequest request) {
        var filters = new Filters<>(call, VpcEndpoint::vpcEndpointId)
                .on("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
                .on("vpc-endpoint-type", VpcEndpoint::vpcEndpointTypeAsString)
                .on("vpc-id", VpcEndpoint::vpcId)
                .on("service-name", VpcEndpoint::serviceName)
                .on("vpc-endpoint-state", endpoint -> state(call, endpoint));
        var found = filters.select(call, NetworkKinds.ENDPOINT, request.vpcEndpointIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeVpcEndpointsResponse.builder()
                .vpcEndpoints(page.map(endpoint -> view(call, endpoint)))
                .nextToken(page.nextToken())
                .build();
    }

    private static String state(Call call, VpcEndpoint endpoint) {
        return NetworkTiming.state(endpoint, call.now()) == State.PENDING ? "pending" : "available";
    }

    private static VpcEndpoint view(Call call, VpcEndpoint endpoint) {
        return endpoint.copy(copy -> copy.state(state(call, endpoint))
                .tags(call.region().ec2().tags().list(endpoint.vpcEndpointId())));
    }
}
