package dev.firebreak.testkit.service.ec2.network;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.world.network.Ipv4;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AssociateSubnetCidrBlockRequest;
import software.amazon.awssdk.services.ec2.model.AssociateSubnetCidrBlockResponse;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetIpv6CidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Subnets. */
final class SubnetOperations {
    private static final String TYPE = "subnet";

    private SubnetOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateSubnet", CreateSubnetRequest::builder, SubnetOperations::create)
                .on("DescribeSubnets", DescribeSubnetsRequest::builder, SubnetOperations::describe)
                .on("ModifySubnetAttribute", ModifySubnetAttributeRequest::builder, SubnetOperations::modify)
                .on(
                        "AssociateSubnetCidrBlock",
                        AssociateSubnetCidrBlockRequest::builder,
                        SubnetOperations::associateCidr);
    }

    private static CreateSubnetResponse create(Call call, CreateSubnetRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        Vpc vpc = Kind.VPC.get(call, Refusals.required(request.vpcId(), "vpcId"));
        Ipv4 range = Networks.range(Refusals.required(request.cidrBlock(), "cidrBlock"), "cidrBlock");
        checkRange(call, vpc, range);
        String zone = zone(call, request.availabilityZone());
        Subnet subnet = Networks.maker(call).makeSubnet(vpc.vpcId(), range.cidr(), zone, false);
        if (request.ipv6CidrBlock() != null) {
            subnet = addIpv6(call, subnet, request.ipv6CidrBlock());
        }
        Tagging.apply(call, request.tagSpecifications(), TYPE, subnet.subnetId());
        return CreateSubnetResponse.builder().subnet(view(call, subnet)).build();
    }

    private static void checkRange(Call call, Vpc vpc, Ipv4 range) {
        if (range.prefix() < 16
                || range.prefix() > 28
                || vpc.cidrBlockAssociationSet().stream()
                        .noneMatch(each -> Ipv4.range(each.cidrBlock()).contains(range))) {
            throw AwsError.of("InvalidSubnet.Range", "The CIDR '%s' is invalid.", range.cidr());
        }
        boolean conflict = call.region().ec2().subnets().all().stream()
                .filter(subnet -> subnet.vpcId().equals(vpc.vpcId()))
                .anyMatch(subnet -> Ipv4.range(subnet.cidrBlock()).overlaps(range));
        if (conflict) {
            throw AwsError.of("InvalidSubnet.Conflict", "The CIDR '%s' conflicts with another subnet", range.cidr());
        }
    }

    private static String zone(Call call, String asked) {
        List<String> zones = call.region().zones();
        if (asked == null) {
            return zones.get(0);
        }
        if (!zones.contains(asked)) {
            throw Refusals.value(
                    "Value (%s) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: %s.",
                    asked, String.join(", ", zones));
        }
        return asked;
    }

    private static AssociateSubnetCidrBlockResponse associateCidr(Call call, AssociateSubnetCidrBlockRequest request) {
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "subnetId"));
        Subnet changed = addIpv6(call, subnet, Refusals.required(request.ipv6CidrBlock(), "ipv6CidrBlock"));
        return AssociateSubnetCidrBlockResponse.builder()
                .subnetId(subnet.subnetId())
                .ipv6CidrBlockAssociation(changed.ipv6CidrBlockAssociationSet().get(0))
                .build();
    }

    private static Subnet addIpv6(Call call, Subnet subnet, String cidr) {
        Vpc vpc = Kind.VPC.get(call, subnet.vpcId());
        if (!subnet.ipv6CidrBlockAssociationSet().isEmpty()) {
            throw AwsError.of(
                    "SubnetCidrLimitExceeded",
                    "The limit of 1 IPv6 CIDR blocks for '%s' is exceeded.",
                    subnet.subnetId());
        }
        boolean inVpc = vpc.ipv6CidrBlockAssociationSet().stream()
                .map(association -> association.ipv6CidrBlock().replace("00::/56", ""))
                .anyMatch(prefix -> cidr.startsWith(prefix) && cidr.endsWith("::/64"));
        if (!inVpc) {
            throw AwsError.of("InvalidSubnet.Range", "The CIDR '%s' is invalid.", cidr);
        }
        Subnet changed =
                subnet.copy(copy -> copy.ipv6CidrBlockAssociationSet(List.of(SubnetIpv6CidrBlockAssociation.builder()
                        .associationId(call.world().ids().ec2("subnet-cidr-assoc"))
                        .ipv6CidrBlock(cidr)
                        .ipv6CidrBlockState(state -> state.state("associated"))
                        .build())));
        call.region().ec2().subnets().put(changed);
        return changed;
    }

    private static ModifySubnetAttributeResponse modify(Call call, ModifySubnetAttributeRequest request) {
        Subnet subnet = Kind.SUBNET.get(call, Refusals.required(request.subnetId(), "subnetId"));
        String attribute = Refusals.onlyOne(Map.of(
                "mapPublicIpOnLaunch", request.mapPublicIpOnLaunch() != null,
                "assignIpv6AddressOnCreation", request.assignIpv6AddressOnCreation() != null));
        call.region().ec2().subnets().put(subnet.copy(copy -> {
            if (attribute.equals("mapPublicIpOnLaunch")) {
                copy.mapPublicIpOnLaunch(request.mapPublicIpOnLaunch().value());
            } else {
                copy.assignIpv6AddressOnCreation(
                        request.assignIpv6AddressOnCreation().value());
            }
        }));
        return ModifySubnetAttributeResponse.builder().build();
    }

    private static DescribeSubnetsResponse describe(Call call, DescribeSubnetsRequest request) {
        var filters = new Filters<>(call, Subnet::subnetId)
                .on("subnet-id", Subnet::subnetId)
                .on("vpc-id", Subnet::vpcId)
                .on("availability-zone", Subnet::availabilityZone)
                .on("availabilityZone", Subnet::availabilityZone)
                .on("cidr-block", Subnet::cidrBlock)
                .on("default-for-az", Subnet::defaultForAz)
                .on("defaultForAz", Subnet::defaultForAz)
                .on("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
                .on("owner-id", Subnet::ownerId)
                .on("state", Subnet::stateAsString);
        var found = filters.select(call, Kind.SUBNET, request.subnetIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeSubnetsResponse.builder()
                .subnets(page.map(subnet -> view(call, subnet)))
                .nextToken(page.nextToken())
                .build();
    }

    private static Subnet view(Call call, Subnet subnet) {
        var state = call.region().ec2();
        int free = state.addressPool().free(subnet.subnetId(), Ipv4.range(subnet.cidrBlock()));
        return subnet.copy(
                copy -> copy.availableIpAddressCount(free).tags(state.tags().list(subnet.subnetId())));
    }
}
