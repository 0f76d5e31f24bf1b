package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedEventSelector;
import software.amazon.awssdk.services.cloudtrail.model.AdvancedFieldSelector;
import software.amazon.awssdk.services.cloudtrail.model.EventSelector;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetInsightSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetInsightSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.PutEventSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.PutInsightSelectorsRequest;
import software.amazon.awssdk.services.cloudtrail.model.PutInsightSelectorsResponse;
import software.amazon.awssdk.services.cloudtrail.model.ReadWriteType;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** Which events a trail logs. */
final class SelectorOperations {
    private static final int MOST_BASIC = 5;
    private static final int MOST_ADVANCED_VALUES = 500;
    private static final int MOST_DATA_RESOURCES = 250;
    private static final Set<String> FIELDS = Set.of(
            "eventCategory",
            "eventName",
            "eventSource",
            "eventType",
            "readOnly",
            "resources.type",
            "resources.ARN",
            "sessionCredentialFromConsole",
            "userIdentity.arn");

    private SelectorOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutEventSelectors", PutEventSelectorsRequest::builder, SelectorOperations::putEventSelectors)
                .on("GetEventSelectors", GetEventSelectorsRequest::builder, SelectorOperations::getEventSelectors)
                .on("PutInsightSelectors", PutInsightSelectorsRequest::builder, SelectorOperations::putInsightSelectors)
                .on(
                        "GetInsightSelectors",
                        GetInsightSelectorsRequest::builder,
                        SelectorOperations::getInsightSelectors);
    }

    private static PutEventSelectorsResponse putEventSelectors(Call call, PutEventSelectorsRequest request) {
        StoredTrail trail = TrailState.atHome(call, request.trailName());
        boolean basic = !request.eventSelectors().isEmpty();
        if (basic != request.advancedEventSelectors().isEmpty()) {
            throw invalid("You must specify either event selectors or advanced event selectors.");
        }
        checkBasic(request.eventSelectors());
        request.advancedEventSelectors().forEach(SelectorOperations::checkAdvanced);
        var selectors = new EventSelectors(
                request.eventSelectors().stream()
                        .map(SelectorOperations::complete)
                        .toList(),
                request.advancedEventSelectors());
        trail.selectors(selectors);
        Trail settings = trail.settings();
        trail.settings(
                settings.copy(copy -> copy.hasCustomEventSelectors(!selectors.equals(EventSelectors.ALL_MANAGEMENT))));
        return PutEventSelectorsResponse.builder()
                .trailARN(settings.trailARN())
                .eventSelectors(basic ? selectors.basic() : null)
                .advancedEventSelectors(basic ? null : selectors.advanced())
                .build();
    }

    private static EventSelector complete(EventSelector selector) {
        return selector.copy(copy -> copy.readWriteType(
                        selector.readWriteType() == null ? ReadWriteType.ALL : selector.readWriteType())
                .includeManagementEvents(!Boolean.FALSE.equals(selector.includeManagementEvents()))
                .dataResources(selector.dataResources())
                .excludeManagementEventSources(selector.excludeManagementEventSources()));
    }

    private static void checkBasic(List<EventSelector> selectors) {
        int values = selectors.stream()
                .flatMap(selector -> selector.dataResources().stream())
                .mapToInt(resource -> resource.values().size())
                .sum();
        boolean known = selectors.stream()
                .allMatch(selector -> selector.readWriteType() != ReadWriteType.UNKNOWN_TO_SDK_VERSION
                        && selector.dataResources().stream()
                                .allMatch(resource -> Set.of(
                                                "AWS::S3::Object", "AWS::Lambda::Function", "AWS::DynamoDB::Table")
                                        .contains(resource.type())));
        if (selectors.size() > MOST_BASIC || values > MOST_DATA_RESOURCES || !known) {
            throw invalid("The event selectors are not valid: at most 5 selectors and 250 data resources of the types "
                    + "AWS::S3::Object, AWS::Lambda::Function and AWS::DynamoDB::Table.");
        }
    }

    private static void checkAdvanced(AdvancedEventSelector selector) {
        List<AdvancedFieldSelector> fields = selector.fieldSelectors();
        boolean category = fields.stream()
                .anyMatch(field -> "eventCategory".equals(field.field())
                        && field.equalsValue().size() == 1);
        boolean known = fields.stream().allMatch(field -> FIELDS.contains(field.field()));
        boolean data = fields.stream().anyMatch(field -> field.equalsValue().contains("Data"));
        boolean typed = fields.stream().anyMatch(field -> "resources.type".equals(field.field()));
        long values = fields.stream()
                .mapToLong(field -> field.equalsValue().size()
                        + field.startsWith().size()
                        + field.endsWith().size()
                        + field.notEquals().size())
                .sum();
        if (!category || !known || (data && !typed) || values > MOST_ADVANCED_VALUES) {
            throw invalid(
                    "The advanced event selectors are not valid: every selector needs eventCategory, and one of data "
                            + "events resources.type.");
        }
    }

    private static GetEventSelectorsResponse getEventSelectors(Call call, GetEventSelectorsRequest request) {
        StoredTrail trail = TrailState.named(call, request.trailName());
        EventSelectors selectors = trail.selectors();
        return GetEventSelectorsResponse.builder()
                .trailARN(trail.settings().trailARN())
                .eventSelectors(selectors.basic().isEmpty() ? null : selectors.basic())
                .advancedEventSelectors(selectors.advanced().isEmpty() ? null : selectors.advanced())
                .build();
    }

    private static PutInsightSelectorsResponse putInsightSelectors(Call call, PutInsightSelectorsRequest request) {
        StoredTrail trail = TrailState.atHome(call, request.trailName());
        for (var selector : request.insightSelectors()) {
            if (!Set.of("ApiCallRateInsight", "ApiErrorRateInsight").contains(selector.insightTypeAsString())) {
                throw AwsError.of("InvalidInsightSelectorsException", "The insight selectors are not valid.");
            }
        }
        trail.insights(request.insightSelectors());
        trail.settings(trail.settings()
                .copy(copy -> copy.hasInsightSelectors(!trail.insights().isEmpty())));
        return PutInsightSelectorsResponse.builder()
                .trailARN(trail.settings().trailARN())
                .insightSelectors(trail.insights())
                .build();
    }

    private static GetInsightSelectorsResponse getInsightSelectors(Call call, GetInsightSelectorsRequest request) {
        StoredTrail trail = TrailState.named(call, request.trailName());
        if (trail.insights().isEmpty()) {
            throw AwsError.of(
                    "InsightNotEnabledException",
                    "Trail %s does not have Insights enabled.",
                    trail.settings().trailARN());
        }
        return GetInsightSelectorsResponse.builder()
                .trailARN(trail.settings().trailARN())
                .insightSelectors(trail.insights())
                .build();
    }

    private static AwsError invalid(String message) {
        return new AwsError("InvalidEventSelectorsException", 400, message);
    }
}
