package dev.firebreak.testkit.service.logs;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.AssociateKmsKeyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DisassociateKmsKeyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/** Log groups, their retention, their keys and their tags. */
final class GroupOperations {
    private static final int PAGE = 50;
    private static final int MOST_TAGS = 50;
    private static final Set<Integer> RETENTIONS = Set.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private GroupOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLogGroup", CreateLogGroupRequest::builder, GroupOperations::createLogGroup)
                .on("DeleteLogGroup", DeleteLogGroupRequest::builder, GroupOperations::deleteLogGroup)
                .on("DescribeLogGroups", DescribeLogGroupsRequest::builder, GroupOperations::describeLogGroups)
                .on("PutRetentionPolicy", PutRetentionPolicyRequest::builder, GroupOperations::putRetentionPolicy)
                .on(
                        "DeleteRetentionPolicy",
                        DeleteRetentionPolicyRequest::builder,
                        GroupOperations::deleteRetentionPolicy)
                .on("AssociateKmsKey", AssociateKmsKeyRequest::builder, GroupOperations::associateKmsKey)
                .on("DisassociateKmsKey", DisassociateKmsKeyRequest::builder, GroupOperations::disassociateKmsKey)
                .on("TagResource", TagResourceRequest::builder, GroupOperations::tagResource)
                .on("UntagResource", UntagResourceRequest::builder, GroupOperations::untagResource)
                .on("ListTagsForResource", ListTagsForResourceRequest::builder, GroupOperations::listTagsForResource);
    }

    private static CreateLogGroupResponse createLogGroup(Call call, CreateLogGroupRequest request) {
        String name = LogNames.checkedGroup(request.logGroupName());
        if (name.startsWith("aws/")) {
            throw LogErrors.invalid("Log groups starting with AWS/ are reserved for AWS.");
        }
        LogsState state = LogsState.of(call.region());
        if (state.find(name).isPresent()) {
            throw LogErrors.exists("log group");
        }
        checkTags(request.tags());
        LogGroupClass kind = request.logGroupClass() == null ? LogGroupClass.STANDARD : request.logGroupClass();
        var group = new LogGroupRecord(call.region(), name, kind);
        group.encrypt(checkedKey(request.kmsKeyId()));
        group.tags().putAll(request.tags());
        state.groups().put(name, group);
        return CreateLogGroupResponse.builder().build();
    }

    private static void checkTags(Map<String, String> tags) {
        if (tags.size() > MOST_TAGS) {
            throw AwsError.of("TooManyTagsException", "The maximum number of tags per resource is 50.");
        }
        if (tags.keySet().stream().anyMatch(key -> key.startsWith("aws:") || key.isEmpty() || key.length() > 128)) {
            throw LogErrors.invalid("Tag keys are not valid.");
        }
    }

    private static @Nullable String checkedKey(@Nullable String key) {
        if (key != null && !key.matches("arn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+")) {
            throw LogErrors.invalid("The specified KMS key id could not be found, or is not an ARN of a key: %s", key);
        }
        return key;
    }

    private static DeleteLogGroupResponse deleteLogGroup(Call call, DeleteLogGroupRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        LogsState.of(call.region()).groups().remove(group.name());
        return DeleteLogGroupResponse.builder().build();
    }

    private static DescribeLogGroupsResponse describeLogGroups(Call call, DescribeLogGroupsRequest request) {
        if (request.logGroupNamePrefix() != null && request.logGroupNamePattern() != null) {
            throw LogErrors.invalid(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        var found = LogsState.of(call.region()).groups().values().stream()
                .filter(group ->
                        request.logGroupNamePrefix() == null || group.name().startsWith(request.logGroupNamePrefix()))
                .filter(group ->
                        request.logGroupNamePattern() == null || group.name().contains(request.logGroupNamePattern()))
                .filter(group -> request.logGroupClass() == null || group.kind() == request.logGroupClass())
                .map(GroupOperations::view)
                .toList();
        ResultPage<LogGroup> page = LogPage.of(found, request.limit(), request.nextToken(), PAGE);
        return DescribeLogGroupsResponse.builder()
                .logGroups(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static LogGroup view(LogGroupRecord group) {
        return LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.created())
                .retentionInDays(group.retentionDays())
                .metricFilterCount(group.metricFilters().size())
                .arn(group.arn() + ":*")
                .logGroupArn(group.arn())
                .storedBytes(group.bytes())
                .kmsKeyId(group.kmsKey())
                .logGroupClass(group.kind())
                .build();
    }

    private static PutRetentionPolicyResponse putRetentionPolicy(Call call, PutRetentionPolicyRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.logGroupName());
        Integer days = request.retentionInDays();
        if (days == null || !RETENTIONS.contains(days)) {
            throw LogErrors.constraint(
                    String.valueOf(days),
                    "retentionInDays",
                    "Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, "
                            + "1096, 1827, 2192, 2557, 2922, 3288, 3653]");
        }
        group.retain(days);
        return PutRetentionPolicyResponse.builder().build();
    }

    private static DeleteRetentionPolicyResponse deleteRetentionPolicy(
            Call call, DeleteRetentionPolicyRequest request) {
        LogGroupRecord.existing(call, request.logGroupName()).retain(null);
        return DeleteRetentionPolicyResponse.builder().build();
    }

    private static AssociateKmsKeyResponse associateKmsKey(Call call, AssociateKmsKeyRequest request) {
        LogGroupRecord group = named(call, request.logGroupName(), request.resourceIdentifier());
        group.encrypt(checkedKey(request.kmsKeyId()));
        return AssociateKmsKeyResponse.builder().build();
    }

    private static DisassociateKmsKeyResponse disassociateKmsKey(Call call, DisassociateKmsKeyRequest request) {
        named(call, request.logGroupName(), request.resourceIdentifier()).encrypt(null);
        return DisassociateKmsKeyResponse.builder().build();
    }

    private static LogGroupRecord named(Call call, @Nullable String name, @Nullable String identifier) {
        return LogGroupRecord.existing(call, name == null ? identifier : name);
    }

    private static TagResourceResponse tagResource(Call call, TagResourceRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.resourceArn());
        checkTags(request.tags());
        group.tags().putAll(request.tags());
        return TagResourceResponse.builder().build();
    }

    private static UntagResourceResponse untagResource(Call call, UntagResourceRequest request) {
        LogGroupRecord group = LogGroupRecord.existing(call, request.resourceArn());
        request.tagKeys().forEach(group.tags()::remove);
        return UntagResourceResponse.builder().build();
    }

    private static ListTagsForResourceResponse listTagsForResource(Call call, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(LogGroupRecord.existing(call, request.resourceArn()).tags())
                .build();
    }
}
