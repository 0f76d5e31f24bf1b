package dev.firebreak.testkit.world.network;

import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.ec2.Ec2SecurityGroup;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AttributeValue;
import software.amazon.awssdk.services.ec2.model.DhcpConfiguration;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteOrigin;
import software.amazon.awssdk.services.ec2.model.RouteState;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.RuleAction;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.SubnetState;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import software.amazon.awssdk.services.ec2.model.VpcState;

/**
 * Makes networks with everything that AWS adds to them: the default VPC of a new account, and a VPC's main route table, default
 * network ACL and default security group.
 */
public final class DefaultNetwork {
    private static final String ANY = "0.0.0.0/0";

    private final Ids ids;
    private final String accountId;
    private final Ec2State state;

    /** Makes networks in this state of this account. */
    public DefaultNetwork(World world, String accountId, Ec2State state) {
        this.ids = world.ids();
        this.accountId = accountId;
        this.state = state;
    }

    /** Makes the default VPC, 172.31.0.0/16, with a default subnet in each zone and an internet gateway. */
    public void makeDefault(List<String> zones) {
        Vpc vpc = makeVpc("172.31.0.0/16", true);
        connectToInternet(vpc.vpcId());
        for (int zone = 0; zone < zones.size(); zone++) {
            makeSubnet(vpc.vpcId(), "172.31." + zone * 16 + ".0/20", zones.get(zone), true);
        }
    }

    /** Attaches a new internet gateway to a VPC, and sends there what the main route table has no other route for. */
    public void connectToInternet(String vpcId) {
        String gateway = ids.ec2("igw");
        state.internetGateways()
                .put(InternetGateway.builder()
                        .internetGatewayId(gateway)
                        .ownerId(accountId)
                        .attachments(InternetGatewayAttachment.builder()
                                .vpcId(vpcId)
                                .state("available")
                                .build())
                        .build());
        RouteTable main = mainRouteTable(vpcId);
        var routes = new ArrayList<>(main.routes());
        routes.add(toInternet(gateway).destinationCidrBlock(ANY).build());
        if (routes.stream().anyMatch(route -> route.destinationIpv6CidrBlock() != null)) {
            routes.add(toInternet(gateway).destinationIpv6CidrBlock("::/0").build());
        }
        state.routeTables().put(main.copy(table -> table.routes(routes)));
    }

    /** Makes a VPC with its main route table, default network ACL and default security group. */
    public Vpc makeVpc(String cidr, boolean isDefault) {
        Vpc vpc = Vpc.builder()
                .vpcId(ids.ec2("vpc"))
                .cidrBlock(cidr)
                .cidrBlockAssociationSet(VpcCidrBlockAssociation.builder()
                        .associationId(ids.ec2("vpc-cidr-assoc"))
                        .cidrBlock(cidr)
                        .cidrBlockState(status -> status.state("associated"))
                        .build())
                .dhcpOptionsId(dhcpOptions())
                .instanceTenancy(Tenancy.DEFAULT)
                .isDefault(isDefault)
                .ownerId(accountId)
                .state(VpcState.AVAILABLE)
                .build();
        state.vpcs().put(vpc);
        makeMainRouteTable(vpc);
        makeDefaultAcl(vpc.vpcId());
        makeDefaultGroup(vpc.vpcId());
        return vpc;
    }

    /** Makes a subnet, associated with the default network ACL of its VPC. */
    public Subnet makeSubnet(String vpcId, String cidr, String zone, boolean isDefault) {
        String id = ids.ec2("subnet");
        Subnet subnet = Subnet.builder()
                .subnetId(id)
                .subnetArn("arn:aws:ec2:" + zone.substring(0, zone.length() - 1) + ":" + accountId + ":subnet/" + id)
                .vpcId(vpcId)
                .cidrBlock(cidr)
                .availabilityZone(zone)
                .defaultForAz(isDefault)
                .mapPublicIpOnLaunch(isDefault)
                .assignIpv6AddressOnCreation(false)
                .ownerId(accountId)
                .state(SubnetState.AVAILABLE)
                .build();
        state.subnets().put(subnet);
        NetworkAcl acl = defaultAcl(vpcId);
        NetworkAclAssociation association = NetworkAclAssociation.builder()
                .networkAclAssociationId(ids.ec2("aclassoc"))
                .networkAclId(acl.networkAclId())
                .subnetId(id)
                .build();
        state.networkAcls().put(acl.copy(copy -> copy.associations(append(acl.associations(), association))));
        return subnet;
    }

    /** The main route table of a VPC. */
    public RouteTable mainRouteTable(String vpcId) {
        return state.routeTables().all().stream()
                .filter(table -> table.vpcId().equals(vpcId)
                        && table.associations().stream().anyMatch(RouteTableAssociation::main))
                .findFirst()
                .orElseThrow();
    }

    /** A rule of a group that allows all traffic with an IPv4 or IPv6 range. */
    public static SecurityGroupRule allowAll(String ruleId, String groupId, String owner, String cidr, boolean egress) {
        SecurityGroupRule.Builder rule = rule(ruleId, groupId, owner, egress);
        return (cidr.contains(":") ? rule.cidrIpv6(cidr) : rule.cidrIpv4(cidr)).build();
    }

    private static SecurityGroupRule.Builder rule(String ruleId, String groupId, String owner, boolean egress) {
        return SecurityGroupRule.builder()
                .securityGroupRuleId(ruleId)
                .groupId(groupId)
                .groupOwnerId(owner)
                .isEgress(egress)
                .ipProtocol("-1")
                .fromPort(-1)
                .toPort(-1);
    }

    private void makeMainRouteTable(Vpc vpc) {
        String id = ids.ec2("rtb");
        state.routeTables()
                .put(RouteTable.builder()
                        .routeTableId(id)
                        .vpcId(vpc.vpcId())
                        .ownerId(accountId)
                        .routes(local(vpc.cidrBlock()))
                        .associations(RouteTableAssociation.builder()
                                .main(true)
                                .routeTableId(id)
                                .routeTableAssociationId(ids.ec2("rtbassoc"))
                                .associationState(status -> status.state("associated"))
                                .build())
                        .build());
    }

    private void makeDefaultAcl(String vpcId) {
        state.networkAcls()
                .put(NetworkAcl.builder()
                        .networkAclId(ids.ec2("acl"))
                        .vpcId(vpcId)
                        .ownerId(accountId)
                        .isDefault(true)
                        .entries(
                                entry(100, true, RuleAction.ALLOW),
                                entry(32767, true, RuleAction.DENY),
                                entry(100, false, RuleAction.ALLOW),
                                entry(32767, false, RuleAction.DENY))
                        .build());
    }

    private void makeDefaultGroup(String vpcId) {
        var group = new Ec2SecurityGroup(ids.ec2("sg"), "default", "default VPC security group", vpcId);
        group.put(rule(ids.ec2("sgr"), group.id(), accountId, false)
                .referencedGroupInfo(itself -> itself.groupId(group.id()).userId(accountId))
                .build());
        group.put(allowAll(ids.ec2("sgr"), group.id(), accountId, ANY, true));
        state.securityGroups().put(group);
    }

    private NetworkAcl defaultAcl(String vpcId) {
        return state.networkAcls().all().stream()
                .filter(acl -> acl.isDefault() && acl.vpcId().equals(vpcId))
                .findFirst()
                .orElseThrow();
    }

    private String dhcpOptions() {
        return state.dhcpOptions().all().stream()
                .findFirst()
                .orElseGet(this::makeDhcpOptions)
                .dhcpOptionsId();
    }

    private DhcpOptions makeDhcpOptions() {
        DhcpOptions options = DhcpOptions.builder()
                .dhcpOptionsId(ids.ec2("dopt"))
                .ownerId(accountId)
                .dhcpConfigurations(DhcpConfiguration.builder()
                        .key("domain-name-servers")
                        .values(List.of(AttributeValue.builder()
                                .value("AmazonProvidedDNS")
                                .build()))
                        .build())
                .build();
        state.dhcpOptions().put(options);
        return options;
    }

    private static NetworkAclEntry entry(int number, boolean egress, RuleAction action) {
        return NetworkAclEntry.builder()
                .ruleNumber(number)
                .egress(egress)
                .protocol("-1")
                .cidrBlock(ANY)
                .ruleAction(action)
                .build();
    }

    private static Route local(String cidr) {
        return Route.builder()
                .destinationCidrBlock(cidr)
                .gatewayId("local")
                .origin(RouteOrigin.CREATE_ROUTE_TABLE)
                .state(RouteState.ACTIVE)
                .build();
    }

    private static Route.Builder toInternet(String gateway) {
        return Route.builder()
                .gatewayId(gateway)
                .origin(RouteOrigin.CREATE_ROUTE)
                .state(RouteState.ACTIVE);
    }

    private static <T> List<T> append(List<T> list, T last) {
        var all = new ArrayList<>(list);
        all.add(last);
        return all;
    }
}
