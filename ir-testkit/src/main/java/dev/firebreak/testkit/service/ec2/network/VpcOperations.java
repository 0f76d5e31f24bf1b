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
import dev.firebreak.testkit.service.ec2.firewall.NetworkAcls;
import dev.firebreak.testkit.service.ec2.firewall.SecurityGroups;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.DefaultNetwork;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateVpcCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcIpv6CidrBlockAssociation;

/** VPCs. */
final class VpcOperations {
    private static final String TYPE = "vpc";
    private static final int CIDRS_PER_VPC = 5;

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
        if (request.cidrBlock() != null) {
            return associateIpv4(call, vpc, request.cidrBlock());
        }
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

    private static AssociateVpcCidrBlockResponse associateIpv4(Call call, Vpc vpc, String cidr) {
        Ipv4 range = Networks.range(cidr, "cidrBlock");
        if (range.prefix() < 16 || range.prefix() > 28) {
            throw AwsError.of("InvalidVpc.Range", "The CIDR '%s' is invalid.", cidr);
        }
        var present = vpc.cidrBlockAssociationSet();
        if (present.size() >= CIDRS_PER_VPC) {
            throw AwsError.of(
                    "CidrLimitExceeded",
                    "The limit of %d IPv4 CIDR blocks for '%s' is exceeded.",
                    CIDRS_PER_VPC,
                    vpc.vpcId());
        }
        if (present.stream().anyMatch(each -> Ipv4.range(each.cidrBlock()).overlaps(range))) {
            throw AwsError.of("InvalidVpc.Range", "The CIDR '%s' conflicts with another range of the VPC.", cidr);
        }
        VpcCidrBlockAssociation made = VpcCidrBlockAssociation.builder()
                .associationId(call.world().ids().ec2("vpc-cidr-assoc"))
                .cidrBlock(range.cidr())
                .cidrBlockState(state -> state.state("associated"))
                .build();
        call.region().ec2().vpcs().put(vpc.copy(copy -> copy.cidrBlockAssociationSet(Lists.with(present, made))));
        addLocalRoute(call, vpc.vpcId(), route -> route.destinationCidrBlock(range.cidr()));
        return AssociateVpcCidrBlockResponse.builder()
                .vpcId(vpc.vpcId())
                .cidrBlockAssociation(made)
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
        addLocalRoute(call, changed.vpcId(), route -> route.destinationIpv6CidrBlock(cidr));
        allowIpv6(call, changed.vpcId());
        return changed;
    }

    private static void addLocalRoute(Call call, String vpcId, Consumer<Route.Builder> destination) {
        Route.Builder local = Route.builder()
                .gatewayId("local")
                .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                .state(RouteState.ACTIVE);
        destination.accept(local);
        var tables = call.region().ec2().routeTables();
        for (RouteTable table : List.copyOf(tables.all())) {
            if (table.vpcId().equals(vpcId)) {
                tables.put(table.copy(copy -> copy.routes(Lists.with(table.routes(), local.build()))));
            }
        }
    }

    /** Adds what AWS adds to network ACLs, and to the default group while its outbound rules are as they were made. */
    private static void allowIpv6(Call call, String vpcId) {
        Ec2State state = call.region().ec2();
        for (NetworkAcl acl : List.copyOf(state.networkAcls().all())) {
            if (acl.vpcId().equals(vpcId)) {
                state.networkAcls().put(NetworkAcls.withIpv6(acl));
            }
        }
        SecurityGroups.find(state, "default", vpcId)
                .filter(VpcOperations::hasDefaultOutbound)
                .forEach(group -> group.put(DefaultNetwork.allowAll(
                        call.world().ids().ec2("sgr"),
                        group.id(),
                        call.account().id(),
                        "::/0",
                        true)));
    }

    private static boolean hasDefaultOutbound(Ec2SecurityGroup group) {
        List<SecurityGroupRule> outbound =
                group.rules().stream().filter(SecurityGroupRule::isEgress).toList();
        return outbound.size() == 1 && "0.0.0.0/0".equals(outbound.get(0).cidrIpv4());
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
