package dev.firebreak.testkit.world.network;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.ResourceJson;
import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.ec2.Ec2State;
import dev.firebreak.testkit.world.lag.Lag;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
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
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnection;
import software.amazon.awssdk.services.ec2.model.VpcPeeringConnectionStateReasonCode;

/**
 * What connects and watches the VPCs of one account in one Region: gateways, endpoints, peerings, prefix lists, flow logs and
 * traffic mirroring. VPCs, subnets, route tables, network ACLs, groups and interfaces are in {@link Ec2State} itself.
 *
 * <p>As there, the SDK model objects carry no tags.
 */
public final class Ec2Networks {
    private static final VpcDns DNS_OF_NEW_VPC = new VpcDns(true, false);
    private static final VpcDns DNS_OF_DEFAULT_VPC = new VpcDns(true, true);

    private final Table<NatGateway> natGateways = new Table<>(NatGateway::natGatewayId);
    private final Table<EgressOnlyInternetGateway> egressOnlyGateways =
            new Table<>(EgressOnlyInternetGateway::egressOnlyInternetGatewayId);
    private final Table<VpcEndpoint> endpoints = new Table<>(VpcEndpoint::vpcEndpointId);
    private final Table<VpcPeeringConnection> peerings = new Table<>(VpcPeeringConnection::vpcPeeringConnectionId);
    private final Table<TransitGateway> transitGateways = new Table<>(TransitGateway::transitGatewayId);
    private final Table<TransitGatewayVpcAttachment> transitAttachments =
            new Table<>(TransitGatewayVpcAttachment::transitGatewayAttachmentId);
    private final Table<Ec2PrefixList> prefixLists = new Table<>(Ec2PrefixList::id);
    private final Table<FlowLog> flowLogs = new Table<>(FlowLog::flowLogId);
    private final Table<TrafficMirrorFilter> mirrorFilters = new Table<>(TrafficMirrorFilter::trafficMirrorFilterId);
    private final Table<TrafficMirrorTarget> mirrorTargets = new Table<>(TrafficMirrorTarget::trafficMirrorTargetId);
    private final Table<TrafficMirrorSession> mirrorSessions =
            new Table<>(TrafficMirrorSession::trafficMirrorSessionId);
    private final Table<NetworkInsightsPath> insightsPaths = new Table<>(NetworkInsightsPath::networkInsightsPathId);
    private final Table<NetworkInsightsAnalysis> insightsAnalyses =
            new Table<>(NetworkInsightsAnalysis::networkInsightsAnalysisId);
    private final SortedMap<String, VpcDns> dns = new TreeMap<>();
    private String internetGatewayBlockMode = "off";

    /**
     * Whether a VPC has a resolver, and whether its instances get public names.
     *
     * @param support the attribute {@code enableDnsSupport}
     * @param hostnames the attribute {@code enableDnsHostnames}
     */
    public record VpcDns(boolean support, boolean hostnames) {}

    /** Nothing yet. */
    public Ec2Networks() {}

    /** From now on shows readers in the past what was there. */
    public void lagging(Lag lag) {
        List.of(natGateways, egressOnlyGateways, endpoints, peerings, prefixLists, flowLogs)
                .forEach(table -> table.lagging(lag));
        List.of(transitGateways, transitAttachments).forEach(table -> table.lagging(lag));
        List.of(mirrorFilters, mirrorTargets, mirrorSessions).forEach(table -> table.lagging(lag));
    }

    /** The NAT gateways, as they were last changed; {@link NetworkTiming#state(NatGateway, Instant)} says what they are now. */
    public Table<NatGateway> natGateways() {
        return natGateways;
    }

    /** The egress-only internet gateways. */
    public Table<EgressOnlyInternetGateway> egressOnlyGateways() {
        return egressOnlyGateways;
    }

    /** The VPC endpoints, as they were last changed; {@link NetworkTiming#state(VpcEndpoint, Instant)} says what they are now. */
    public Table<VpcEndpoint> endpoints() {
        return endpoints;
    }

    /** The VPC peering connections that a VPC of here has a part in; the account and Region of the other part have them too. */
    public Table<VpcPeeringConnection> peerings() {
        return peerings;
    }

    /** The transit gateways; {@link NetworkTiming#state(TransitGateway, Instant)} says what they are now. */
    public Table<TransitGateway> transitGateways() {
        return transitGateways;
    }

    /** The attachments of VPCs to transit gateways. */
    public Table<TransitGatewayVpcAttachment> transitAttachments() {
        return transitAttachments;
    }

    /** The attachment of a VPC to a transit gateway. */
    public Optional<TransitGatewayVpcAttachment> transitAttachment(String gatewayId, String vpcId) {
        return transitAttachments.all().stream()
                .filter(each -> each.transitGatewayId().equals(gatewayId)
                        && each.vpcId().equals(vpcId))
                .findFirst();
    }

    /** Whether two VPCs are attached to one transit gateway. */
    public boolean shareTransitGateway(String vpcId, String otherVpcId) {
        return transitAttachments.all().stream()
                .filter(each -> each.vpcId().equals(vpcId))
                .anyMatch(each ->
                        transitAttachment(each.transitGatewayId(), otherVpcId).isPresent());
    }

    /** The prefix lists, AWS's own and the customer's. */
    public Table<Ec2PrefixList> prefixLists() {
        return prefixLists;
    }

    /** The flow logs. */
    public Table<FlowLog> flowLogs() {
        return flowLogs;
    }

    /** The filters of traffic mirroring, with their rules. */
    public Table<TrafficMirrorFilter> mirrorFilters() {
        return mirrorFilters;
    }

    /** Where mirrored traffic goes. */
    public Table<TrafficMirrorTarget> mirrorTargets() {
        return mirrorTargets;
    }

    /** Which interfaces' traffic is mirrored. */
    public Table<TrafficMirrorSession> mirrorSessions() {
        return mirrorSessions;
    }

    /** The paths of Reachability Analyzer. */
    public Table<NetworkInsightsPath> insightsPaths() {
        return insightsPaths;
    }

    /** What Reachability Analyzer has found, from the moment it was asked. */
    public Table<NetworkInsightsAnalysis> insightsAnalyses() {
        return insightsAnalyses;
    }

    /** The DNS attributes of a VPC. */
    public VpcDns dns(Vpc vpc) {
        return dns.getOrDefault(vpc.vpcId(), vpc.isDefault() ? DNS_OF_DEFAULT_VPC : DNS_OF_NEW_VPC);
    }

    /** Sets the DNS attributes of a VPC. */
    public void dns(String vpcId, VpcDns attributes) {
        dns.put(vpcId, attributes);
    }

    /** Forgets the attributes of a VPC that is gone. */
    public void forgetVpc(String vpcId) {
        dns.remove(vpcId);
    }

    /** What internet gateways block for the whole account here: {@code off}, {@code block-bidirectional} or {@code block-ingress}. */
    public String internetGatewayBlockMode() {
        return internetGatewayBlockMode;
    }

    /** Sets what internet gateways block. */
    public void internetGatewayBlockMode(String mode) {
        internetGatewayBlockMode = mode;
    }

    /** The active peering between two VPCs. */
    public Optional<VpcPeeringConnection> activePeering(String vpcId, String otherVpcId) {
        return peerings.all().stream()
                .filter(peering -> peering.status().code() == VpcPeeringConnectionStateReasonCode.ACTIVE)
                .filter(peering -> joins(peering, vpcId, otherVpcId))
                .findFirst();
    }

    private static boolean joins(VpcPeeringConnection peering, String vpcId, String otherVpcId) {
        String requester = peering.requesterVpcInfo().vpcId();
        String accepter = peering.accepterVpcInfo().vpcId();
        return (requester.equals(vpcId) && accepter.equals(otherVpcId))
                || (requester.equals(otherVpcId) && accepter.equals(vpcId));
    }

    /** Adds all this to the snapshot of EC2, leaving out what is empty or as AWS made it. */
    public void addTo(ObjectNode json, ResourceJson sdk) {
        add(json, sdk, "natGateways", natGateways, NatGateway::natGatewayId);
        add(
                json,
                sdk,
                "egressOnlyGateways",
                egressOnlyGateways,
                EgressOnlyInternetGateway::egressOnlyInternetGatewayId);
        add(json, sdk, "endpoints", endpoints, VpcEndpoint::vpcEndpointId);
        add(json, sdk, "peerings", peerings, VpcPeeringConnection::vpcPeeringConnectionId);
        add(json, sdk, "transitGateways", transitGateways, TransitGateway::transitGatewayId);
        add(
                json,
                sdk,
                "transitAttachments",
                transitAttachments,
                TransitGatewayVpcAttachment::transitGatewayAttachmentId);
        add(json, sdk, "flowLogs", flowLogs, FlowLog::flowLogId);
        add(json, sdk, "mirrorFilters", mirrorFilters, TrafficMirrorFilter::trafficMirrorFilterId);
        add(json, sdk, "mirrorTargets", mirrorTargets, TrafficMirrorTarget::trafficMirrorTargetId);
        add(json, sdk, "mirrorSessions", mirrorSessions, TrafficMirrorSession::trafficMirrorSessionId);
        add(json, sdk, "insightsPaths", insightsPaths, NetworkInsightsPath::networkInsightsPathId);
        add(json, sdk, "insightsAnalyses", insightsAnalyses, NetworkInsightsAnalysis::networkInsightsAnalysisId);
        var lists = new TreeMap<String, ObjectNode>();
        prefixLists.all().stream().filter(list -> !list.ofAws()).forEach(list -> lists.put(list.id(), list.json(sdk)));
        put(json, "prefixLists", lists);
        dns.forEach((vpc, attributes) -> json.withObject("/vpcDns")
                .putObject(vpc)
                .put("support", attributes.support())
                .put("hostnames", attributes.hostnames()));
        if (!internetGatewayBlockMode.equals("off")) {
            json.put("internetGatewayBlockMode", internetGatewayBlockMode);
        }
    }

    private static <T extends SdkPojo> void add(
            ObjectNode json, ResourceJson sdk, String name, Table<T> table, Function<T, String> id) {
        var rows = new TreeMap<String, ObjectNode>();
        table.all().forEach(row -> rows.put(id.apply(row), sdk.of(row)));
        put(json, name, rows);
    }

    private static void put(ObjectNode json, String name, SortedMap<String, ObjectNode> rows) {
        if (!rows.isEmpty()) {
            json.putObject(name).setAll(rows);
        }
    }
}
