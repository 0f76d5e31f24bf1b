package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.network.Ec2Networks;
import dev.firebreak.testkit.world.network.Ec2PrefixList;
import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.DhcpOptions;
import software.amazon.awssdk.services.ec2.model.EgressOnlyInternetGateway;
import software.amazon.awssdk.services.ec2.model.FlowLog;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilter;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorSession;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorTarget;
import software.amazon.awssdk.services.ec2.model.TransitGateway;
import software.amazon.awssdk.services.ec2.model.TransitGatewayVpcAttachment;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;

/** The kinds of resources that connect and watch VPCs. */
public final class NetworkKinds {
    public static final Kind<DhcpOptions> DHCP_OPTIONS =
            kind("dopt", "InvalidDhcpOptionID", "The dhcpOption ID '%s' does not exist", Ec2State::dhcpOptions);
    public static final Kind<NatGateway> NAT_GATEWAY = new Kind<>(
            "nat",
            new Kind.Refusal("NatGatewayMalformed", "The request must include a NatGatewayId in the form nat-*: %s"),
            new Kind.Refusal("NatGatewayNotFound", "The Nat Gateway %s was not found"),
            of(Ec2Networks::natGateways));
    public static final Kind<EgressOnlyInternetGateway> EGRESS_ONLY_GATEWAY = new Kind<>(
            "eigw",
            new Kind.Refusal("InvalidEgressOnlyInternetGatewayId.Malformed", "Invalid id: \"%s\""),
            new Kind.Refusal("InvalidGatewayID.NotFound", "The eigw ID '%s' does not exist"),
            of(Ec2Networks::egressOnlyGateways));
    public static final Kind<VpcEndpoint> ENDPOINT =
            kind("vpce", "InvalidVpcEndpointId", "The Vpc Endpoint Id '%s' does not exist", of(Ec2Networks::endpoints));
    public static final Kind<VpcPeeringConnection> PEERING = kind(
            "pcx",
            "InvalidVpcPeeringConnectionID",
            "The vpcPeeringConnection ID '%s' does not exist",
            of(Ec2Networks::peerings));
    public static final Kind<TransitGateway> TRANSIT_GATEWAY = kind(
            "tgw",
            "InvalidTransitGatewayID",
            "Transit Gateway %s was deleted or does not exist.",
            of(Ec2Networks::transitGateways));
    public static final Kind<TransitGatewayVpcAttachment> TRANSIT_ATTACHMENT = kind(
            "tgw-attach",
            "InvalidTransitGatewayAttachmentID",
            "Transit Gateway Attachment %s was deleted or does not exist.",
            of(Ec2Networks::transitAttachments));
    public static final Kind<Ec2PrefixList> PREFIX_LIST =
            kind("pl", "InvalidPrefixListID", "The prefix list ID '%s' does not exist", of(Ec2Networks::prefixLists));
    public static final Kind<FlowLog> FLOW_LOG =
            kind("fl", "InvalidFlowLogId", "The flow log ID '%s' does not exist", of(Ec2Networks::flowLogs));
    public static final Kind<TrafficMirrorFilter> MIRROR_FILTER = kind(
            "tmf",
            "InvalidTrafficMirrorFilterId",
            "The traffic mirror filter ID '%s' does not exist",
            of(Ec2Networks::mirrorFilters));
    public static final Kind<TrafficMirrorTarget> MIRROR_TARGET = kind(
            "tmt",
            "InvalidTrafficMirrorTargetId",
            "The traffic mirror target ID '%s' does not exist",
            of(Ec2Networks::mirrorTargets));
    public static final Kind<TrafficMirrorSession> MIRROR_SESSION = kind(
            "tms",
            "InvalidTrafficMirrorSessionId",
            "The traffic mirror session ID '%s' does not exist",
            of(Ec2Networks::mirrorSessions));
    public static final Kind<NetworkInsightsPath> INSIGHTS_PATH = kind(
            "nip",
            "InvalidNetworkInsightsPathId",
            "The network insights path ID '%s' does not exist",
            of(Ec2Networks::insightsPaths));
    public static final Kind<NetworkInsightsAnalysis> INSIGHTS_ANALYSIS = kind(
            "nia",
            "InvalidNetworkInsightsAnalysisId",
            "The network insights analysis ID '%s' does not exist",
            of(Ec2Networks::insightsAnalyses));

    /** All kinds, for what works on any resource, such as tags. */
    static final List<Kind<?>> ALL = List.of(
            DHCP_OPTIONS,
            NAT_GATEWAY,
            EGRESS_ONLY_GATEWAY,
            ENDPOINT,
            PEERING,
            TRANSIT_GATEWAY,
            TRANSIT_ATTACHMENT,
            PREFIX_LIST,
            FLOW_LOG,
            MIRROR_FILTER,
            MIRROR_TARGET,
            MIRROR_SESSION,
            INSIGHTS_PATH,
            INSIGHTS_ANALYSIS);

    private NetworkKinds() {}

    private static <T> Kind<T> kind(String prefix, String code, String missing, Function<Ec2State, Table<T>> table) {
        return new Kind<>(
                prefix,
                new Kind.Refusal(code + ".Malformed", "Invalid id: \"%s\" (expecting \"" + prefix + "-...\")"),
                new Kind.Refusal(code + ".NotFound", missing),
                table);
    }

    private static <T> Function<Ec2State, Table<T>> of(Function<Ec2Networks, Table<T>> table) {
        return state -> table.apply(state.networks());
    }
}
