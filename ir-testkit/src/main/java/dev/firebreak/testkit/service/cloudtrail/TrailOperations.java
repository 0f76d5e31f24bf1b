package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.CreateTrailResponse;
import software.amazon.awssdk.services.cloudtrail.model.DeleteTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.DeleteTrailResponse;
import software.amazon.awssdk.services.cloudtrail.model.Trail;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailRequest;
import software.amazon.awssdk.services.cloudtrail.model.UpdateTrailResponse;

/** Making, changing and deleting trails. */
final class TrailOperations {
    private static final int MOST = 5;

    private TrailOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateTrail", CreateTrailRequest::builder, TrailOperations::createTrail)
                .on("UpdateTrail", UpdateTrailRequest::builder, TrailOperations::updateTrail)
                .on("DeleteTrail", DeleteTrailRequest::builder, TrailOperations::deleteTrail);
    }

    private static CreateTrailResponse createTrail(Call call, CreateTrailRequest request) {
        TrailNames.check(request.name());
        refuseOrganization(request.isOrganizationTrail());
        Trail settings = settings(call, request);
        checkGlobal(settings);
        TrailState state = TrailState.of(call.account());
        if (state.find(settings.trailARN()).isPresent()) {
            throw AwsError.of(
                    "TrailAlreadyExistsException",
                    "Trail %s already exists for customer: %s",
                    settings.name(),
                    call.account().id());
        }
        long there = state.trails().stream()
                .filter(trail -> TrailState.isVisible(call, trail))
                .count();
        if (there >= MOST) {
            throw AwsError.of(
                    "MaximumNumberOfTrailsExceededException",
                    "User: %s already has %d trails in %s.",
                    call.account().id(),
                    there,
                    call.region().name());
        }
        checkBucket(call, settings);
        var trail = new StoredTrail(settings);
        request.tagsList().forEach(tag -> trail.tags().put(tag.key(), tag.value() == null ? "" : tag.value()));
        state.add(trail);
        return CreateTrailResponse.builder()
                .name(settings.name())
                .s3BucketName(settings.s3BucketName())
                .s3KeyPrefix(settings.s3KeyPrefix())
                .snsTopicARN(settings.snsTopicARN())
                .includeGlobalServiceEvents(settings.includeGlobalServiceEvents())
                .isMultiRegionTrail(settings.isMultiRegionTrail())
                .trailARN(settings.trailARN())
                .logFileValidationEnabled(settings.logFileValidationEnabled())
                .cloudWatchLogsLogGroupArn(settings.cloudWatchLogsLogGroupArn())
                .cloudWatchLogsRoleArn(settings.cloudWatchLogsRoleArn())
                .kmsKeyId(settings.kmsKeyId())
                .isOrganizationTrail(false)
                .build();
    }

    private static Trail settings(Call call, CreateTrailRequest request) {
        return Trail.builder()
                .name(request.name())
                .s3BucketName(request.s3BucketName())
                .s3KeyPrefix(request.s3KeyPrefix())
                .snsTopicARN(topic(call, request.snsTopicName()))
                .includeGlobalServiceEvents(!Boolean.FALSE.equals(request.includeGlobalServiceEvents()))
                .isMultiRegionTrail(Boolean.TRUE.equals(request.isMultiRegionTrail()))
                .homeRegion(call.region().name())
                .trailARN(TrailNames.arn(call, request.name()))
                .logFileValidationEnabled(Boolean.TRUE.equals(request.enableLogFileValidation()))
                .cloudWatchLogsLogGroupArn(request.cloudWatchLogsLogGroupArn())
                .cloudWatchLogsRoleArn(request.cloudWatchLogsRoleArn())
                .kmsKeyId(request.kmsKeyId())
                .hasCustomEventSelectors(false)
                .hasInsightSelectors(false)
                .isOrganizationTrail(false)
                .build();
    }

    private static @Nullable String topic(Call call, @Nullable String nameOrArn) {
        return nameOrArn == null || nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:sns:" + call.region().name() + ":" + call.account().id() + ":" + nameOrArn;
    }

    private static void refuseOrganization(@Nullable Boolean asked) {
        if (Boolean.TRUE.equals(asked)) {
            throw AwsError.of(
                    "OrganizationsNotInUseException",
                    "Your account is not a member of an organization, so an organization trail cannot be created.");
        }
    }

    private static void checkGlobal(Trail settings) {
        if (settings.isMultiRegionTrail() && !settings.includeGlobalServiceEvents()) {
            throw AwsError.of(
                    "InvalidParameterCombinationException", "Multi-Region trail must include global service events.");
        }
    }

    private static void checkBucket(Call call, Trail settings) {
        String name = settings.s3BucketName();
        if (name == null || !name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
            throw AwsError.of("InvalidS3BucketNameException", "Bucket name is invalid: %s", name);
        }
        BucketDelivery bucket = BucketDelivery.to(call.world(), name, TrailDelivery.PRINCIPAL, settings.trailARN())
                .orElseThrow(() -> AwsError.of("S3BucketDoesNotExistException", "S3 bucket %s does not exist!", name));
        String prefix = settings.s3KeyPrefix() == null ? "" : settings.s3KeyPrefix() + "/";
        String probe = prefix + "AWSLogs/" + call.account().id() + "/CloudTrail/";
        if (!bucket.mayReadAcl() || !bucket.mayPut(probe)) {
            throw AwsError.of(
                    "InsufficientS3BucketPolicyException",
                    "Incorrect S3 bucket policy is detected for bucket: %s",
                    name);
        }
    }

    private static UpdateTrailResponse updateTrail(Call call, UpdateTrailRequest request) {
        StoredTrail trail = TrailState.atHome(call, request.name());
        refuseOrganization(request.isOrganizationTrail());
        Trail changed = changed(call, trail.settings(), request);
        checkGlobal(changed);
        if (request.s3BucketName() != null || request.s3KeyPrefix() != null) {
            checkBucket(call, changed);
        }
        trail.settings(changed);
        if (Boolean.TRUE.equals(changed.logFileValidationEnabled()) && trail.logging()) {
            Timeline.of(call.world()).dueBy(trail.digests().next());
        }
        return UpdateTrailResponse.builder()
                .name(changed.name())
                .s3BucketName(changed.s3BucketName())
                .s3KeyPrefix(changed.s3KeyPrefix())
                .snsTopicARN(changed.snsTopicARN())
                .includeGlobalServiceEvents(changed.includeGlobalServiceEvents())
                .isMultiRegionTrail(changed.isMultiRegionTrail())
                .trailARN(changed.trailARN())
                .logFileValidationEnabled(changed.logFileValidationEnabled())
                .cloudWatchLogsLogGroupArn(changed.cloudWatchLogsLogGroupArn())
                .cloudWatchLogsRoleArn(changed.cloudWatchLogsRoleArn())
                .kmsKeyId(changed.kmsKeyId())
                .isOrganizationTrail(changed.isOrganizationTrail())
                .build();
    }

    private static Trail changed(Call call, Trail before, UpdateTrailRequest request) {
        return before.copy(copy -> copy.s3BucketName(or(request.s3BucketName(), before.s3BucketName()))
                .s3KeyPrefix(or(request.s3KeyPrefix(), before.s3KeyPrefix()))
                .snsTopicARN(or(topic(call, request.snsTopicName()), before.snsTopicARN()))
                .includeGlobalServiceEvents(
                        or(request.includeGlobalServiceEvents(), before.includeGlobalServiceEvents()))
                .isMultiRegionTrail(or(request.isMultiRegionTrail(), before.isMultiRegionTrail()))
                .logFileValidationEnabled(or(request.enableLogFileValidation(), before.logFileValidationEnabled()))
                .cloudWatchLogsLogGroupArn(or(request.cloudWatchLogsLogGroupArn(), before.cloudWatchLogsLogGroupArn()))
                .cloudWatchLogsRoleArn(or(request.cloudWatchLogsRoleArn(), before.cloudWatchLogsRoleArn()))
                .kmsKeyId(or(request.kmsKeyId(), before.kmsKeyId())));
    }

    private static <T> @Nullable T or(@Nullable T asked, @Nullable T before) {
        return asked == null ? before : asked;
    }

    private static DeleteTrailResponse deleteTrail(Call call, DeleteTrailRequest request) {
        TrailState.of(call.account()).remove(TrailState.atHome(call, request.name()));
        return DeleteTrailResponse.builder().build();
    }
}
