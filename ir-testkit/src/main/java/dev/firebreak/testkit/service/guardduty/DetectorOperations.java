package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.guardduty.model.CreateDetectorRequest;
import software.amazon.awssdk.services.guardduty.model.CreateDetectorResponse;
import software.amazon.awssdk.services.guardduty.model.DeleteDetectorRequest;
import software.amazon.awssdk.services.guardduty.model.DeleteDetectorResponse;
import software.amazon.awssdk.services.guardduty.model.DetectorFeatureConfigurationResult;
import software.amazon.awssdk.services.guardduty.model.GetDetectorRequest;
import software.amazon.awssdk.services.guardduty.model.GetDetectorResponse;
import software.amazon.awssdk.services.guardduty.model.ListDetectorsRequest;
import software.amazon.awssdk.services.guardduty.model.ListDetectorsResponse;
import software.amazon.awssdk.services.guardduty.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.guardduty.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.guardduty.model.TagResourceRequest;
import software.amazon.awssdk.services.guardduty.model.TagResourceResponse;
import software.amazon.awssdk.services.guardduty.model.UntagResourceRequest;
import software.amazon.awssdk.services.guardduty.model.UntagResourceResponse;
import software.amazon.awssdk.services.guardduty.model.UpdateDetectorRequest;
import software.amazon.awssdk.services.guardduty.model.UpdateDetectorResponse;

/** Switches GuardDuty on and off. */
final class DetectorOperations {
    private static final List<String> ALWAYS = List.of("CLOUD_TRAIL", "DNS_LOGS", "FLOW_LOGS");

    private DetectorOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("CreateDetector", "POST /detector", CreateDetectorRequest::builder, DetectorOperations::create)
                .rest("ListDetectors", "GET /detector", ListDetectorsRequest::builder, DetectorOperations::list)
                .rest("GetDetector", "GET /detector/{detectorId}", GetDetectorRequest::builder, DetectorOperations::get)
                .rest(
                        "UpdateDetector",
                        "POST /detector/{detectorId}",
                        UpdateDetectorRequest::builder,
                        DetectorOperations::update)
                .rest(
                        "DeleteDetector",
                        "DELETE /detector/{detectorId}",
                        DeleteDetectorRequest::builder,
                        DetectorOperations::delete)
                .rest("TagResource", "POST /tags/{resourceArn}", TagResourceRequest::builder, DetectorOperations::tag)
                .rest(
                        "UntagResource",
                        "DELETE /tags/{resourceArn}",
                        UntagResourceRequest::builder,
                        DetectorOperations::untag)
                .rest(
                        "ListTagsForResource",
                        "GET /tags/{resourceArn}",
                        ListTagsForResourceRequest::builder,
                        DetectorOperations::tags);
    }

    private static CreateDetectorResponse create(Call call, CreateDetectorRequest request) {
        GuardDutyState state = GuardDutyState.of(call.region());
        if (request.enable() == null) {
            throw GuardDutyErrors.rejected("the required parameter enable is missing.");
        }
        if (state.detector().isPresent()) {
            throw GuardDutyErrors.rejected("a detector already exists for the current account.");
        }
        String id = call.world().ids().hex(32);
        String arn = "arn:aws:guardduty:" + call.region().name() + ":"
                + call.account().id() + ":detector/" + id;
        String frequency = Optional.ofNullable(request.findingPublishingFrequencyAsString())
                .orElse("SIX_HOURS");
        var detector = new Detector(id, arn, call.now(), request.enable(), frequency);
        request.features()
                .forEach(feature -> detector.features().put(feature.nameAsString(), feature.statusAsString()));
        detector.tags().putAll(request.tags());
        state.detector(detector);
        return CreateDetectorResponse.builder().detectorId(id).build();
    }

    private static ListDetectorsResponse list(Call call, ListDetectorsRequest request) {
        return ListDetectorsResponse.builder()
                .detectorIds(GuardDutyState.of(call.region()).detector().stream()
                        .map(Detector::id)
                        .toList())
                .build();
    }

    private static GetDetectorResponse get(Call call, GetDetectorRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        var features = new TreeMap<>(detector.features());
        ALWAYS.forEach(name -> features.put(name, "ENABLED"));
        return GetDetectorResponse.builder()
                .createdAt(FindingMaker.TIME.format(detector.created()))
                .updatedAt(FindingMaker.TIME.format(detector.updated()))
                .findingPublishingFrequency(detector.frequency())
                .serviceRole("arn:aws:iam::" + call.account().id()
                        + ":role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty")
                .status(detector.isEnabled() ? "ENABLED" : "DISABLED")
                .tags(detector.tags())
                .features(features.entrySet().stream()
                        .map(feature -> DetectorFeatureConfigurationResult.builder()
                                .name(feature.getKey())
                                .status(feature.getValue())
                                .updatedAt(detector.updated())
                                .build())
                        .toList())
                .build();
    }

    private static UpdateDetectorResponse update(Call call, UpdateDetectorRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        boolean enable = request.enable() == null ? detector.isEnabled() : request.enable();
        String frequency = Optional.ofNullable(request.findingPublishingFrequencyAsString())
                .orElse(detector.frequency());
        detector.change(enable, frequency, call.now());
        request.features()
                .forEach(feature -> detector.features().put(feature.nameAsString(), feature.statusAsString()));
        return UpdateDetectorResponse.builder().build();
    }

    private static DeleteDetectorResponse delete(Call call, DeleteDetectorRequest request) {
        GuardDutyState.detector(call, request.detectorId());
        GuardDutyState.of(call.region()).detector(null);
        return DeleteDetectorResponse.builder().build();
    }

    private static Detector tagged(Call call, String arn) {
        return GuardDutyState.of(call.region())
                .detector()
                .filter(detector -> detector.arn().equals(arn))
                .orElseThrow(
                        () -> GuardDutyErrors.rejected("the input resource ARN is not owned by the current account."));
    }

    private static TagResourceResponse tag(Call call, TagResourceRequest request) {
        tagged(call, request.resourceArn()).tags().putAll(request.tags());
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untag(Call call, UntagResourceRequest request) {
        request.tagKeys().forEach(tagged(call, request.resourceArn()).tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse tags(Call call, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tagged(call, request.resourceArn()).tags())
                .build();
    }
}
