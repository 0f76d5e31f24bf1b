package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.Ipv4;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** VPCs. */
final class VpcOperations {
    private static final String TYPE = "vpc";

    private VpcOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateVpc", CreateVpcRequest::builder, VpcOperations::create)
                .on("DescribeVpcs", DescribeVpcsRequest::builder, VpcOperations::describe)
                .on("AssociateVpcCidrBlock", AssociateVpcCidrBlockRequest::builder, VpcOperations::associateCidr);
    }

    private static CreateVpcResponse create(Call call, CreateVpcRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Ipv4 range = Networks.range(Refusals.required(request.cidrBlock(), "cidrBlock"), "cidrBlock");
        if (range.prefix() < 16 || range.prefix() > 28) {
            throw AwsError.of("InvalidVpc.Range", "The CIDR '%s' is invalid.", request.cidrBlock());
        }
        Vpc vpc = Networks.maker(call).makeVpc(range.cidr(), false);
        if (Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock())) {
            vpc = addIpv6(call, vpc);
        }
        Tagging.apply(call, request.tagSpecifications(), TYPE, vpc.vpcId());
        return CreateVpcResponse.builder().vpc(view(call, vpc)).build();
    }

    private static AssociateVpcCidrBlockResponse associateCidr(Call call, AssociateVpcCidrBlockRequest request) {
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        if (!Boolean.TRUE.equals(request.amazonProvidedIpv6CidrBlock())) {
            throw AwsError.of(
                    "UnsupportedOperation", "Only an Amazon-provided IPv6 CIDR block can be associated here.");
        }
        if (!vpc.ipv6CidrBlockAssociationSet().isEmpty()) {
            throw AwsError.of(
                    "CidrLimitExceeded", "The limit of 1 IPv6 CIDR blocks for '%s' is exceeded.", vpc.vpcId());
        }
        Vpc changed = addIpv6(call, vpc);
        return AssociateVpcCidrBlockResponse.builder()
                .vpcId(vpc.vpcId())
                .ipv6CidrBlockAssociation(changed.ipv6CidrBlockAssociationSet().get(0))
                .build();
    }

    private static Vpc addIpv6(Call call, Vpc vpc) {
        var ids = call.world().ids();
        String cidr = "2a05:d018:1" + ids.hex(2) + ":1" + ids.hex(1) + "00::/56";
        Vpc changed = vpc.copy(copy -> copy.ipv6CidrBlockAssociationSet(List.of(VpcIpv6CidrBlockAssociation.builder()
                .associationId(call.world().ids().ec2("vpc-cidr-assoc"))
                .ipv6CidrBlock(cidr)
                .ipv6Pool("Amazon")
                .networkBorderGroup(call.region().name())
                .ipv6CidrBlockState(state -> state.state("associated"))
                .build())));
        call.region().ec2().vpcs().put(changed);
        addLocalRoute(call, changed.vpcId(), cidr);
        return changed;
    }

    private static void addLocalRoute(Call call, String vpcId, String cidr) {
        RouteTable main = Networks.maker(call).mainRouteTable(vpcId);
        Route local = Route.builder()
                .destinationIpv6CidrBlock(cidr)
                .gatewayId("local")
                .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                .state(RouteState.ACTIVE)
                .build();
        call.region().ec2().routeTables().put(main.copy(table -> table.routes(Lists.with(main.routes(), local))));
    }

    private static DescribeVpcsResponse describe(Call call, DescribeVpcsRequest request) {
        var filters = new Filters<>(call, Vpc::vpcId)
                .on("vpc-id", Vpc::vpcId)
                .on("cidr", Vpc::cidrBlock)
                .on("is-default", Vpc::isDefault)
                .on("isDefault", Vpc::isDefault)
                .on("owner-id", Vpc::ownerId)
                .on("state", Vpc::stateAsString)
                .on("dhcp-options-id", Vpc::dhcpOptionsId)
                .onAny(
                        "ipv6-cidr-block-association.ipv6-cidr-block",
                        vpc -> Lists.map(
                                vpc.ipv6CidrBlockAssociationSet(), VpcIpv6CidrBlockAssociation::ipv6CidrBlock));
        var found = filters.select(call, Kind.VPC, request.vpcIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeVpcsResponse.builder()
                .vpcs(page.map(vpc -> view(call, vpc)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Vpc view(Call call, Vpc vpc) {
        return vpc.copy(copy -> copy.tags(call.region().ec2().tags().list(vpc.vpcId())));
    }
}
