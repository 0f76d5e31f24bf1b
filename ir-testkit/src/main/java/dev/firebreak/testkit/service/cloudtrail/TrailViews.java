package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.DescribeTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailResponse;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusRequest;
import software.amazon.awssdk.services.cloudtrail.model.GetTrailStatusResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListPublicKeysRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListPublicKeysResponse;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsRequest;
import software.amazon.awssdk.services.cloudtrail.model.ListTrailsResponse;
import software.amazon.awssdk.services.cloudtrail.model.PublicKey;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingRequest;
import software.amazon.awssdk.services.cloudtrail.model.StartLoggingResponse;
import software.amazon.awssdk.services.cloudtrail.model.StopLoggingRequest;
import software.amazon.awssdk.services.cloudtrail.model.StopLoggingResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.TrailInfo;

/** Turning trails on and off, and looking at them. */
final class TrailViews {
    private TrailViews() {}

    static void addTo(Operations operations) {
        operations
                .on("StartLogging", StartLoggingRequest::builder, TrailViews::startLogging)
                .on("StopLogging", StopLoggingRequest::builder, TrailViews::stopLogging)
                .on("GetTrailStatus", GetTrailStatusRequest::builder, TrailViews::getTrailStatus)
                .on("GetTrail", GetTrailRequest::builder, TrailViews::getTrail)
                .on("DescribeTrails", DescribeTrailsRequest::builder, TrailViews::describeTrails)
                .on("ListTrails", ListTrailsRequest::builder, TrailViews::listTrails)
                .on("ListPublicKeys", ListPublicKeysRequest::builder, TrailViews::listPublicKeys);
    }

    private static StartLoggingResponse startLogging(Call call, StartLoggingRequest request) {
        StoredTrail trail = TrailState.atHome(call, request.name());
        trail.start(call.now());
        if (Boolean.TRUE.equals(trail.settings().logFileValidationEnabled())) {
            Timeline.of(call.world()).dueBy(trail.digests().next());
        }
        return StartLoggingResponse.builder().build();
    }

    private static StopLoggingResponse stopLogging(Call call, StopLoggingRequest request) {
        TrailState.atHome(call, request.name()).stop(call.now());
        return StopLoggingResponse.builder().build();
    }

    private static GetTrailStatusResponse getTrailStatus(Call call, GetTrailStatusRequest request) {
        StoredTrail trail = TrailState.named(call, request.name());
        return GetTrailStatusResponse.builder()
                .isLogging(trail.logging())
                .startLoggingTime(trail.started())
                .stopLoggingTime(trail.stopped())
                .latestDeliveryTime(trail.delivered())
                .latestDeliveryError(trail.error().isEmpty() ? null : trail.error())
                .latestDigestDeliveryTime(trail.digests().delivered())
                .timeLoggingStarted(text(trail.started()))
                .timeLoggingStopped(text(trail.stopped()))
                .latestDeliveryAttemptTime(text(trail.delivered()))
                .latestDeliveryAttemptSucceeded(trail.error().isEmpty() ? text(trail.delivered()) : "")
                .latestNotificationAttemptTime("")
                .latestNotificationAttemptSucceeded("")
                .build();
    }

    private static String text(@Nullable Instant time) {
        return Optional.ofNullable(time).map(Instant::toString).orElse("");
    }

    private static GetTrailResponse getTrail(Call call, GetTrailRequest request) {
        return GetTrailResponse.builder()
                .trail(TrailState.named(call, request.name()).settings())
                .build();
    }

    private static DescribeTrailsResponse describeTrails(Call call, DescribeTrailsRequest request) {
        boolean shadows = !Boolean.FALSE.equals(request.includeShadowTrails());
        var trails = TrailState.over(call.world(), call.account()).stream()
                .filter(trail -> TrailState.isVisible(call, trail))
                .map(StoredTrail::settings)
                .filter(trail -> shadows || isOriginal(call, trail))
                .filter(trail -> request.trailNameList().isEmpty()
                        || request.trailNameList().contains(trail.name())
                        || request.trailNameList().contains(trail.trailARN()))
                .toList();
        return DescribeTrailsResponse.builder().trailList(trails).build();
    }

    /** Whether a trail is no shadow of one in another Region or account. */
    private static boolean isOriginal(Call call, Trail trail) {
        return trail.homeRegion().equals(call.region().name())
                && TrailState.owner(trail).equals(call.account().id());
    }

    private static ListTrailsResponse listTrails(Call call, ListTrailsRequest request) {
        if (request.nextToken() != null) {
            throw AwsError.of("InvalidNextTokenException", "Invalid NextToken.");
        }
        var trails = TrailState.over(call.world(), call.account()).stream()
                .map(StoredTrail::settings)
                .map(trail -> TrailInfo.builder()
                        .trailARN(trail.trailARN())
                        .name(trail.name())
                        .homeRegion(trail.homeRegion())
                        .build())
                .toList();
        return ListTrailsResponse.builder().trails(trails).build();
    }

    private static ListPublicKeysResponse listPublicKeys(Call call, ListPublicKeysRequest request) {
        if (request.startTime() != null
                && request.endTime() != null
                && request.startTime().isAfter(request.endTime())) {
            throw AwsError.of("InvalidTimeRangeException", "Start time must be before the end time.");
        }
        DigestKey key = DigestKey.get();
        return ListPublicKeysResponse.builder()
                .publicKeyList(List.of(PublicKey.builder()
                        .value(SdkBytes.fromByteArray(key.publicKey()))
                        .fingerprint(key.fingerprint())
                        .validityStartTime(Instant.EPOCH)
                        .validityEndTime(Instant.parse("2100-01-01T00:00:00Z"))
                        .build()))
                .build();
    }
}
