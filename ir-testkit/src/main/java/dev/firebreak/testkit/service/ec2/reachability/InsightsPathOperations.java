package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInsightsPathResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsPathRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInsightsPathResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInsightsPathsResponse;
import software.amazon.awssdk.services.ec2.model.FilterPortRange;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.PathFilter;
import software.amazon.awssdk.services.ec2.model.PathRequestFilter;
import software.amazon.awssdk.services.ec2.model.RequestFilterPortRange;

/** The paths that Reachability Analyzer is to look at. */
final class InsightsPathOperations {
    private static final String TYPE = "network-insights-path";

    private InsightsPathOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateNetworkInsightsPath",
                        CreateNetworkInsightsPathRequest::builder,
                        InsightsPathOperations::create)
                .on(
                        "DeleteNetworkInsightsPath",
                        DeleteNetworkInsightsPathRequest::builder,
                        InsightsPathOperations::delete)
                .on(
                        "DescribeNetworkInsightsPaths",
                        DescribeNetworkInsightsPathsRequest::builder,
                        InsightsPathOperations::describe);
    }

    private static CreateNetworkInsightsPathResponse create(Call call, CreateNetworkInsightsPathRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        check(call, request);
        String id = InsightsTokens.once(call, request.clientToken(), request, () -> make(call, request));
        return CreateNetworkInsightsPathResponse.builder()
                .networkInsightsPath(view(call, NetworkKinds.INSIGHTS_PATH.get(call, id)))
                .build();
    }

    private static void check(Call call, CreateNetworkInsightsPathRequest request) {
        Endpoints.check(call, Refusals.required(request.source(), "Source"));
        String protocol = Refusals.required(request.protocolAsString(), "Protocol");
        if (!protocol.matches("tcp|udp")) {
            throw Refusals.value("Value (%s) for parameter protocol is invalid. Valid values: tcp, udp.", protocol);
        }
        boolean filtered = request.filterAtSource() != null || request.filterAtDestination() != null;
        boolean addressed =
                request.sourceIp() != null || request.destinationIp() != null || request.destinationPort() != null;
        if (filtered && addressed) {
            throw Refusals.combination("Filters cannot be combined with SourceIp, DestinationIp or DestinationPort");
        }
        if (request.destination() != null) {
            Endpoints.check(call, request.destination());
        } else if (request.destinationIp() == null
                && (request.filterAtSource() == null || request.filterAtSource().destinationAddress() == null)) {
            throw AwsError.of("MissingParameter", "The request must contain the parameter Destination");
        }
    }

    private static String make(Call call, CreateNetworkInsightsPathRequest request) {
        String id = call.world().ids().ec2("nip");
        NetworkInsightsPath path = NetworkInsightsPath.builder()
                .networkInsightsPathId(id)
                .networkInsightsPathArn(Endpoints.arn(call, id))
                .createdDate(call.now())
                .source(Endpoints.id(request.source()))
                .sourceArn(Endpoints.arn(call, Endpoints.id(request.source())))
                .sourceIp(request.sourceIp())
                .destination(request.destination() == null ? null : Endpoints.id(request.destination()))
                .destinationArn(
                        request.destination() == null ? null : Endpoints.arn(call, Endpoints.id(request.destination())))
                .destinationIp(request.destinationIp())
                .destinationPort(request.destinationPort())
                .protocol(request.protocolAsString().toLowerCase(Locale.ROOT))
                .filterAtSource(filter(request.filterAtSource()))
                .filterAtDestination(filter(request.filterAtDestination()))
                .build();
        call.region().ec2().networks().insightsPaths().put(path);
        Tagging.apply(call, request.tagSpecifications(), TYPE, id);
        return id;
    }

    private static @Nullable PathFilter filter(@Nullable PathRequestFilter wanted) {
        return wanted == null
                ? null
                : PathFilter.builder()
                        .sourceAddress(wanted.sourceAddress())
                        .sourcePortRange(range(wanted.sourcePortRange()))
                        .destinationAddress(wanted.destinationAddress())
                        .destinationPortRange(range(wanted.destinationPortRange()))
                        .build();
    }

    private static @Nullable FilterPortRange range(@Nullable RequestFilterPortRange wanted) {
        return wanted == null
                ? null
                : FilterPortRange.builder()
                        .fromPort(wanted.fromPort())
                        .toPort(wanted.toPort())
                        .build();
    }

    private static DeleteNetworkInsightsPathResponse delete(Call call, DeleteNetworkInsightsPathRequest request) {
        String id = NetworkKinds.INSIGHTS_PATH
                .get(call, Refusals.required(request.networkInsightsPathId(), "NetworkInsightsPathId"))
                .networkInsightsPathId();
        boolean analyzed = call.region().ec2().networks().insightsAnalyses().all().stream()
                .anyMatch(analysis -> analysis.networkInsightsPathId().equals(id));
        if (analyzed) {
            throw AwsError.of(
                    "AnalysisExistsForNetworkInsightsPath", "Analyses exist for the network insights path '%s'", id);
        }
        call.region().ec2().networks().insightsPaths().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteNetworkInsightsPathResponse.builder()
                .networkInsightsPathId(id)
                .build();
    }

    private static DescribeNetworkInsightsPathsResponse describe(
            Call call, DescribeNetworkInsightsPathsRequest request) {
        var filters = new Filters<>(call, NetworkInsightsPath::networkInsightsPathId)
                .on("source", NetworkInsightsPath::source)
                .on("destination", NetworkInsightsPath::destination)
                .on("protocol", NetworkInsightsPath::protocolAsString);
        var found =
                filters.select(call, NetworkKinds.INSIGHTS_PATH, request.networkInsightsPathIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 1);
        return DescribeNetworkInsightsPathsResponse.builder()
                .networkInsightsPaths(page.map(path -> view(call, path)))
                .nextToken(page.nextToken())
                .build();
    }

    private static NetworkInsightsPath view(Call call, NetworkInsightsPath path) {
        return path.copy(copy -> copy.tags(call.region().ec2().tags().list(path.networkInsightsPathId())));
    }
}
