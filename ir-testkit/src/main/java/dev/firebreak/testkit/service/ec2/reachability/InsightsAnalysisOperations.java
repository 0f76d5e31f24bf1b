package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.AnalysisStatus;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsAnalysisResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsAnalysesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsAnalysesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisRequest;
import software.amazon.awssdk.services.ec2.model.StartNetworkInsightsAnalysisResponse;

/** The analyses of paths: of the network as it is when they are started, to be had half a minute later. */
final class InsightsAnalysisOperations {
    private static final String TYPE = "network-insights-analysis";
    private static final Duration TAKES = Duration.ofSeconds(30);

    private InsightsAnalysisOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "StartNetworkInsightsAnalysis",
                        StartNetworkInsightsAnalysisRequest::builder,
                        InsightsAnalysisOperations::start)
                .on(
                        "DeleteNetworkInsightsAnalysis",
                        DeleteNetworkInsightsAnalysisRequest::builder,
                        InsightsAnalysisOperations::delete)
                .on(
                        "DescribeNetworkInsightsAnalyses",
                        DescribeNetworkInsightsAnalysesRequest::builder,
                        InsightsAnalysisOperations::describe);
    }

    private static StartNetworkInsightsAnalysisResponse start(Call call, StartNetworkInsightsAnalysisRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        NetworkInsightsPath path = NetworkKinds.INSIGHTS_PATH.get(
                call, Refusals.required(request.networkInsightsPathId(), "NetworkInsightsPathId"));
        String id = InsightsTokens.once(call, request.clientToken(), request, () -> make(call, request, path));
        return StartNetworkInsightsAnalysisResponse.builder()
                .networkInsightsAnalysis(view(call, NetworkKinds.INSIGHTS_ANALYSIS.get(call, id)))
                .build();
    }

    private static String make(Call call, StartNetworkInsightsAnalysisRequest request, NetworkInsightsPath path) {
        String id = call.world().ids().ec2("nia");
        NetworkInsightsAnalysis.Builder analysis = NetworkInsightsAnalysis.builder()
                .networkInsightsAnalysisId(id)
                .networkInsightsAnalysisArn(Endpoints.arn(call, id))
                .networkInsightsPathId(path.networkInsightsPathId())
                .filterInArns(request.filterInArns())
                .filterOutArns(request.filterOutArns())
                .startDate(call.now())
                .status(AnalysisStatus.SUCCEEDED);
        new Analysis(call, path).tell(analysis);
        call.region().ec2().networks().insightsAnalyses().put(analysis.build());
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return id;
    }

    private static DeleteNetworkInsightsAnalysisResponse delete(
            Call call, DeleteNetworkInsightsAnalysisRequest request) {
        String id = NetworkKinds.INSIGHTS_ANALYSIS
                .get(call, Refusals.required(request.networkInsightsAnalysisId(), "NetworkInsightsAnalysisId"))
                .networkInsightsAnalysisId();
        call.region().ec2().networks().insightsAnalyses().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteNetworkInsightsAnalysisResponse.builder()
                .networkInsightsAnalysisId(id)
                .build();
    }

    private static DescribeNetworkInsightsAnalysesResponse describe(
            Call call, DescribeNetworkInsightsAnalysesRequest request) {
        var filters = new Filters<NetworkInsightsAnalysis>(call, NetworkInsightsAnalysis::networkInsightsAnalysisId)
                .on("path-found", analysis -> view(call, analysis).networkPathFound())
                .on("status", analysis -> view(call, analysis).statusAsString())
                .only(analysis -> wanted(request, analysis));
        List<NetworkInsightsAnalysis> found = filters.select(
                call, NetworkKinds.INSIGHTS_ANALYSIS, request.networkInsightsAnalysisIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeNetworkInsightsAnalysesResponse.builder()
                .networkInsightsAnalyses(page.map(analysis -> view(call, analysis)))
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean wanted(DescribeNetworkInsightsAnalysesRequest request, NetworkInsightsAnalysis analysis) {
        String path = Objects.requireNonNullElse(request.networkInsightsPathId(), analysis.networkInsightsPathId());
        return path.equals(analysis.networkInsightsPathId())
                && (request.analysisStartTime() == null || !analysis.startDate().isBefore(request.analysisStartTime()))
                && (request.analysisEndTime() == null || !analysis.startDate().isAfter(request.analysisEndTime()));
    }

    private static NetworkInsightsAnalysis view(Call call, NetworkInsightsAnalysis analysis) {
        boolean running = call.now().isBefore(analysis.startDate().plus(TAKES));
        NetworkInsightsAnalysis known = running ? running(analysis) : analysis;
        return known.copy(copy -> copy.tags(call.region().ec2().tags().list(analysis.networkInsightsAnalysisId())));
    }

    private static NetworkInsightsAnalysis running(NetworkInsightsAnalysis analysis) {
        return NetworkInsightsAnalysis.builder()
                .networkInsightsAnalysisId(analysis.networkInsightsAnalysisId())
                .networkInsightsAnalysisArn(analysis.networkInsightsAnalysisArn())
                .networkInsightsPathId(analysis.networkInsightsPathId())
                .filterInArns(analysis.filterInArns())
                .filterOutArns(analysis.filterOutArns())
                .startDate(analysis.startDate())
                .status(AnalysisStatus.RUNNING)
                .build();
    }
}
