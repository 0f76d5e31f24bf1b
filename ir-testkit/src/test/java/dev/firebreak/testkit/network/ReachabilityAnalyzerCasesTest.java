package dev.firebreak.testkit.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.AnalysisStatus;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.RuleAction;

class ReachabilityAnalyzerCasesTest extends NetworkCases {
    private static final String PATHS =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkInsightsPath.html";
    private static final String ANALYSES =
            "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkInsightsAnalysis.html";
    private static final String CODES = "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html";
    private static final String ERRORS = "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html";

    private String gateway() {
        return ec2
                .describeInternetGateways(query -> query.filters(filter("attachment.vpc-id", estate.vpcId())))
                .internetGateways()
                .stream()
                .map(InternetGateway::internetGatewayId)
                .findFirst()
                .orElseThrow();
    }

    private String path(int port) {
        return ec2.createNetworkInsightsPath(create -> create.source(gateway())
                        .destination(eni)
                        .protocol("tcp")
                        .destinationPort(port)
                        .clientToken("path-" + port))
                .networkInsightsPath()
                .networkInsightsPathId();
    }

    private NetworkInsightsAnalysis analyze(String path) {
        String id = ec2.startNetworkInsightsAnalysis(
                        start -> start.networkInsightsPathId(path).clientToken("analysis-of-" + path))
                .networkInsightsAnalysis()
                .networkInsightsAnalysisId();
        pass(Duration.ofMinutes(1));
        return analysis(id);
    }

    private NetworkInsightsAnalysis analysis(String id) {
        return ec2.describeNetworkInsightsAnalyses(query -> query.networkInsightsAnalysisIds(id))
                .networkInsightsAnalyses()
                .get(0);
    }

    @Test
    @AwsFact(value = "An analysis of a reachable path lists its components, forward and back", source = ANALYSES)
    void analysis_reachable_listsComponents() {
        NetworkInsightsAnalysis found = analyze(path(443));

        assertThat(found.networkPathFound()).isTrue();
        assertThat(found.forwardPathComponents())
                .extracting(component -> component.component().id())
                .contains(gateway(), group(), eni);
        assertThat(found.forwardPathComponents())
                .extracting(component -> component.sequenceNumber())
                .startsWith(1, 2, 3);
        assertThat(found.returnPathComponents()).isNotEmpty();
        assertThat(found.explanations()).isEmpty();
    }

    @Test
    @AwsFact(value = "When no rule of an interface's groups fits, the code is ENI_SG_RULES_MISMATCH", source = CODES)
    void analysis_groupsRefuse_saysSo() {
        NetworkInsightsAnalysis found = analyze(path(22));

        assertThat(found.networkPathFound()).isFalse();
        assertThat(found.forwardPathComponents()).isEmpty();
        assertThat(found.explanations()).singleElement().satisfies(explanation -> {
            assertThat(explanation.explanationCode()).isEqualTo("ENI_SG_RULES_MISMATCH");
            assertThat(explanation.networkInterface().id()).isEqualTo(eni);
            assertThat(explanation.securityGroups())
                    .singleElement()
                    .satisfies(each -> assertThat(each.id()).isEqualTo(group()));
        });
    }

    @Test
    @AwsFact(value = "When a network ACL blocks the way, the code is SUBNET_ACL_RESTRICTION", source = CODES)
    void analysis_aclRefuses_saysSo() {
        String acl = ownAcl(estate.subnetIds().get(0));
        aclEntry(acl, 100, false, RuleAction.DENY);

        assertThat(analyze(path(443)).explanations()).singleElement().satisfies(explanation -> {
            assertThat(explanation.explanationCode()).isEqualTo("SUBNET_ACL_RESTRICTION");
            assertThat(explanation.acl().id()).isEqualTo(acl);
            assertThat(explanation.aclRule().ruleNumber()).isEqualTo(100);
        });
    }

    @Test
    @AwsFact(value = "When no route leads to the destination, the code is NO_ROUTE_TO_DESTINATION", source = CODES)
    void analysis_noRoute_saysSo() {
        String table = ec2.createRouteTable(create -> create.vpcId(estate.vpcId()))
                .routeTable()
                .routeTableId();
        ec2.associateRouteTable(associate ->
                associate.routeTableId(table).subnetId(estate.subnetIds().get(0)));
        String path = ec2.createNetworkInsightsPath(create -> create.source(instance.id())
                        .destination(gateway())
                        .protocol("tcp")
                        .destinationPort(443)
                        .clientToken("out"))
                .networkInsightsPath()
                .networkInsightsPathId();

        assertThat(analyze(path).explanations()).singleElement().satisfies(explanation -> {
            assertThat(explanation.explanationCode()).isEqualTo("NO_ROUTE_TO_DESTINATION");
            assertThat(explanation.routeTable().id()).isEqualTo(table);
        });
    }

    @Test
    @AwsFact(value = "An analysis is of the rules, whatever connections are tracked", source = ANALYSES)
    void analysis_ofTrackedConnection_isNotReachable() {
        letIn(group(), "tcp", 22, "203.0.113.1/32");
        Connection shell = network.connect(network.internet("203.0.113.1"), web, 22);
        letInNoMore(group(), "tcp", 22, "203.0.113.1/32");

        assertThat(shell.isAlive()).isTrue();
        assertThat(analyze(path(22)).networkPathFound()).isFalse();
    }

    @Test
    @AwsFact(value = "An analysis runs for a while, of the network as it was when it was started", source = ANALYSES)
    void analysis_justStarted_runs() {
        String path = path(443);
        String id = ec2.startNetworkInsightsAnalysis(
                        start -> start.networkInsightsPathId(path).clientToken("one"))
                .networkInsightsAnalysis()
                .networkInsightsAnalysisId();
        letInNoMore(group(), "tcp", 443, IPV4);

        assertThat(analysis(id).status()).isEqualTo(AnalysisStatus.RUNNING);
        assertThat(analysis(id).networkPathFound()).isNull();
        pass(Duration.ofMinutes(1));
        assertThat(analysis(id).status()).isEqualTo(AnalysisStatus.SUCCEEDED);
        assertThat(analysis(id).networkPathFound()).isTrue();
    }

    @Test
    @AwsFact(value = "A path is made once under a client token, which no other request may use", source = PATHS)
    void createPath_sameToken_isMadeOnce() {
        assertThat(path(443)).isEqualTo(path(443));
        assertThat(Refused.by(() -> ec2.createNetworkInsightsPath(create -> create.source(eni)
                        .destination(gateway())
                        .protocol("tcp")
                        .clientToken("path-443"))))
                .startsWith("IdempotentParameterMismatch: ");
    }

    @Test
    @AwsFact(value = "A path with analyses cannot be deleted", source = ERRORS)
    void deletePath_analyzed_isRefused() {
        String path = path(443);
        String analysis = analyze(path).networkInsightsAnalysisId();

        assertThat(Refused.by(() -> ec2.deleteNetworkInsightsPath(delete -> delete.networkInsightsPathId(path))))
                .startsWith("AnalysisExistsForNetworkInsightsPath: ");

        ec2.deleteNetworkInsightsAnalysis(delete -> delete.networkInsightsAnalysisId(analysis));
        ec2.deleteNetworkInsightsPath(delete -> delete.networkInsightsPathId(path));
        assertThat(Refused.by(() -> ec2.describeNetworkInsightsPaths(query -> query.networkInsightsPathIds(path))))
                .startsWith("InvalidNetworkInsightsPathId.NotFound: ");
    }
}
