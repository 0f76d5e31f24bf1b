package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.CreateInsightRequest;
import software.amazon.awssdk.services.securityhub.model.CreateInsightResponse;
import software.amazon.awssdk.services.securityhub.model.DeleteInsightRequest;
import software.amazon.awssdk.services.securityhub.model.DeleteInsightResponse;
import software.amazon.awssdk.services.securityhub.model.GetInsightsRequest;
import software.amazon.awssdk.services.securityhub.model.GetInsightsResponse;
import software.amazon.awssdk.services.securityhub.model.Insight;

/** The insights, which are recorded. */
final class InsightOperations {
    private InsightOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("CreateInsight", "POST /insights", CreateInsightRequest::builder, InsightOperations::create)
                .rest("GetInsights", "POST /insights/get", GetInsightsRequest::builder, InsightOperations::get)
                .rest(
                        "DeleteInsight",
                        "DELETE /insights/{InsightArn+}",
                        DeleteInsightRequest::builder,
                        InsightOperations::delete);
    }

    private static CreateInsightResponse create(Call call, CreateInsightRequest request) {
        Hub hub = SecurityHubState.required(call);
        if (request.name() == null || request.filters() == null || request.groupByAttribute() == null) {
            throw SecurityHubErrors.invalid("Invalid request. Name, Filters and GroupByAttribute are required");
        }
        new FindingFilters(call.now()).of(request.filters());
        String account = call.account().id();
        String arn = "arn:aws:securityhub:" + call.region().name() + ":" + account + ":insight/" + account + "/custom/"
                + call.world().ids().uuid();
        hub.insights()
                .put(
                        arn,
                        Insight.builder()
                                .insightArn(arn)
                                .name(request.name())
                                .filters(request.filters())
                                .groupByAttribute(request.groupByAttribute())
                                .build());
        return CreateInsightResponse.builder().insightArn(arn).build();
    }

    private static GetInsightsResponse get(Call call, GetInsightsRequest request) {
        Hub hub = SecurityHubState.required(call);
        List<Insight> insights = request.insightArns().isEmpty()
                ? List.copyOf(hub.insights().values())
                : request.insightArns().stream().map(arn -> find(hub, arn)).toList();
        return GetInsightsResponse.builder().insights(insights).build();
    }

    private static Insight find(Hub hub, String arn) {
        return Optional.ofNullable(hub.insights().get(arn)).orElseThrow(() -> unknown(arn));
    }

    private static AwsError unknown(String arn) {
        return SecurityHubErrors.notFound("Insight " + arn + " not found");
    }

    private static DeleteInsightResponse delete(Call call, DeleteInsightRequest request) {
        Hub hub = SecurityHubState.required(call);
        find(hub, request.insightArn());
        hub.insights().remove(request.insightArn());
        return DeleteInsightResponse.builder().insightArn(request.insightArn()).build();
    }
}
