package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.cloudtrail.store.OrganizationUse;
import dev.firebreak.testkit.service.logs.FakeLogs;
import dev.firebreak.testkit.service.organizations.Organizations;
import dev.firebreak.testkit.world.Account;
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
        boolean organization = Boolean.TRUE.equals(request.isOrganizationTrail());
        Account owner = organization ? OrganizationUse.owner(call) : call.account();
        Trail settings = settings(call, owner, request);
        checkGlobal(settings);
        TrailState state = TrailState.of(owner);
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
        checkLogs(call, settings);
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
                .isOrganizationTrail(organization)
                .build();
    }

    private static Trail settings(Call call, Account owner, CreateTrailRequest request) {
        return Trail.builder()
                .name(request.name())
                .s3BucketName(request.s3BucketName())
                .s3KeyPrefix(request.s3KeyPrefix())
                .snsTopicARN(topic(call, request.snsTopicName()))
                .includeGlobalServiceEvents(!Boolean.FALSE.equals(request.includeGlobalServiceEvents()))
                .isMultiRegionTrail(Boolean.TRUE.equals(request.isMultiRegionTrail()))
                .homeRegion(call.region().name())
                .trailARN(TrailNames.arn(call, owner.id(), request.name()))
                .logFileValidationEnabled(Boolean.TRUE.equals(request.enableLogFileValidation()))
                .cloudWatchLogsLogGroupArn(request.cloudWatchLogsLogGroupArn())
                .cloudWatchLogsRoleArn(request.cloudWatchLogsRoleArn())
                .kmsKeyId(request.kmsKeyId())
                .hasCustomEventSelectors(false)
                .hasInsightSelectors(false)
                .isOrganizationTrail(Boolean.TRUE.equals(request.isOrganizationTrail()))
                .build();
    }

    private static @Nullable String topic(Call call, @Nullable String nameOrArn) {
        return nameOrArn == null || nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:sns:" + call.region().name() + ":" + call.account().id() + ":" + nameOrArn;
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
        String owner = TrailState.owner(settings);
        String logs = prefix + "AWSLogs/";
        boolean mayPut = bucket.mayPut(logs + owner + "/CloudTrail/")
                && (!settings.isOrganizationTrail()
                        || bucket.mayPut(
                                logs + Organizations.idOf(call.world(), owner).orElse("") + "/" + owner + "/"));
        if (!bucket.mayReadAcl() || !mayPut) {
            throw AwsError.of(
                    "InsufficientS3BucketPolicyException",
                    "Incorrect S3 bucket policy is detected for bucket: %s",
                    name);
        }
    }

    private static void checkLogs(Call call, Trail settings) {
        String group = settings.cloudWatchLogsLogGroupArn();
        if (group == null) {
            return;
        }
        String[] arn = group.split(":");
        boolean there = group.matches("arn:aws:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:]+:\\*")
                && arn[4].equals(call.account().id())
                && FakeLogs.of(call.account().region(arn[3])).hasGroup(arn[6]);
        if (!there) {
            throw AwsError.of(
                    "InvalidCloudWatchLogsLogGroupArnException",
                    "CloudTrail cannot validate the specified log group ARN.");
        }
        if (settings.cloudWatchLogsRoleArn() == null) {
            throw AwsError.of(
                    "InvalidCloudWatchLogsRoleArnException", "You must specify a role ARN as well as a log group.");
        }
    }

    private static UpdateTrailResponse updateTrail(Call call, UpdateTrailRequest request) {
        StoredTrail trail = TrailState.atHome(call, request.name());
        if (Boolean.TRUE.equals(request.isOrganizationTrail())) {
            OrganizationUse.owner(call);
        }
        Trail changed = changed(call, trail.settings(), request);
        checkGlobal(changed);
        if (request.s3BucketName() != null || request.s3KeyPrefix() != null || request.isOrganizationTrail() != null) {
            checkBucket(call, changed);
        }
        checkLogs(call, changed);
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
                .isOrganizationTrail(or(request.isOrganizationTrail(), before.isOrganizationTrail()))
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
        StoredTrail trail = TrailState.atHome(call, request.name());
        TrailState.of(call.world().account(TrailState.owner(trail.settings()))).remove(trail);
        return DeleteTrailResponse.builder().build();
    }
}
