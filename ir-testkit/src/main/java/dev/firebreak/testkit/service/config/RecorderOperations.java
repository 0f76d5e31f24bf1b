package dev.firebreak.testkit.service.config;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.BucketDelivery;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.config.model.ConfigurationRecorder;
import software.amazon.awssdk.services.config.model.ConfigurationRecorderStatus;
import software.amazon.awssdk.services.config.model.DeleteConfigurationRecorderRequest;
import software.amazon.awssdk.services.config.model.DeleteConfigurationRecorderResponse;
import software.amazon.awssdk.services.config.model.DeleteDeliveryChannelRequest;
import software.amazon.awssdk.services.config.model.DeleteDeliveryChannelResponse;
import software.amazon.awssdk.services.config.model.DeliveryChannel;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecorderStatusRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecorderStatusResponse;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecordersRequest;
import software.amazon.awssdk.services.config.model.DescribeConfigurationRecordersResponse;
import software.amazon.awssdk.services.config.model.DescribeDeliveryChannelsRequest;
import software.amazon.awssdk.services.config.model.DescribeDeliveryChannelsResponse;
import software.amazon.awssdk.services.config.model.PutConfigurationRecorderRequest;
import software.amazon.awssdk.services.config.model.PutConfigurationRecorderResponse;
import software.amazon.awssdk.services.config.model.PutDeliveryChannelRequest;
import software.amazon.awssdk.services.config.model.PutDeliveryChannelResponse;
import software.amazon.awssdk.services.config.model.RecorderStatus;
import software.amazon.awssdk.services.config.model.RecordingGroup;
import software.amazon.awssdk.services.config.model.StartConfigurationRecorderRequest;
import software.amazon.awssdk.services.config.model.StartConfigurationRecorderResponse;
import software.amazon.awssdk.services.config.model.StopConfigurationRecorderRequest;
import software.amazon.awssdk.services.config.model.StopConfigurationRecorderResponse;

/** The configuration recorder and its delivery channel. */
final class RecorderOperations {
    private static final String DEFAULT = "default";

    private RecorderOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("PutConfigurationRecorder", PutConfigurationRecorderRequest::builder, RecorderOperations::put)
                .on(
                        "DeleteConfigurationRecorder",
                        DeleteConfigurationRecorderRequest::builder,
                        RecorderOperations::delete)
                .on(
                        "DescribeConfigurationRecorders",
                        DescribeConfigurationRecordersRequest::builder,
                        RecorderOperations::describe)
                .on(
                        "DescribeConfigurationRecorderStatus",
                        DescribeConfigurationRecorderStatusRequest::builder,
                        RecorderOperations::status)
                .on("StartConfigurationRecorder", StartConfigurationRecorderRequest::builder, RecorderOperations::start)
                .on("StopConfigurationRecorder", StopConfigurationRecorderRequest::builder, RecorderOperations::stop)
                .on("PutDeliveryChannel", PutDeliveryChannelRequest::builder, RecorderOperations::putChannel)
                .on("DeleteDeliveryChannel", DeleteDeliveryChannelRequest::builder, RecorderOperations::deleteChannel)
                .on(
                        "DescribeDeliveryChannels",
                        DescribeDeliveryChannelsRequest::builder,
                        RecorderOperations::describeChannels);
    }

    private static PutConfigurationRecorderResponse put(Call call, PutConfigurationRecorderRequest request) {
        ConfigState state = ConfigState.of(call.region());
        ConfigurationRecorder asked = request.configurationRecorder();
        String name = asked == null || asked.name() == null ? DEFAULT : asked.name();
        if (asked == null || asked.roleARN() == null || !asked.roleARN().matches("arn:aws:iam::[0-9]{12}:role/.+")) {
            throw AwsError.of("InvalidRoleException", "The role ARN is not valid.");
        }
        ConfigurationRecorder before = state.recorder();
        if (before != null && !before.name().equals(name)) {
            throw AwsError.of(
                    "MaxNumberOfConfigurationRecordersExceededException",
                    "Failed to put configuration recorder '%s' because the maximum number of configuration recorders: 1 is "
                            + "reached.",
                    name);
        }
        RecordingGroup group = asked.recordingGroup() == null
                ? RecordingGroup.builder()
                        .allSupported(true)
                        .includeGlobalResourceTypes(false)
                        .resourceTypesWithStrings(List.of())
                        .build()
                : checked(asked.recordingGroup());
        state.recorder(asked.copy(copy -> copy.name(name).recordingGroup(group)));
        return PutConfigurationRecorderResponse.builder().build();
    }

    private static RecordingGroup checked(RecordingGroup group) {
        boolean all = Boolean.TRUE.equals(group.allSupported());
        boolean global = Boolean.TRUE.equals(group.includeGlobalResourceTypes());
        if ((all && !group.resourceTypes().isEmpty()) || (!all && global)) {
            throw AwsError.of("InvalidRecordingGroupException", "The recording group provided is not valid.");
        }
        return group;
    }

    private static ConfigState named(Call call, @Nullable String name) {
        ConfigState state = ConfigState.of(call.region());
        ConfigurationRecorder recorder = state.recorder();
        if (recorder == null || !recorder.name().equals(name)) {
            throw AwsError.of(
                    "NoSuchConfigurationRecorderException",
                    "Cannot find configuration recorder with the specified name '%s'.",
                    String.valueOf(name));
        }
        return state;
    }

    private static DeleteConfigurationRecorderResponse delete(Call call, DeleteConfigurationRecorderRequest request) {
        ConfigState state = named(call, request.configurationRecorderName());
        if (state.recording()) {
            state.stop(call.now());
        }
        Recorders.of(call.world()).stopped(call.region());
        state.recorder(null);
        return DeleteConfigurationRecorderResponse.builder().build();
    }

    private static DescribeConfigurationRecordersResponse describe(
            Call call, DescribeConfigurationRecordersRequest request) {
        request.configurationRecorderNames().forEach(name -> named(call, name));
        ConfigurationRecorder recorder = ConfigState.of(call.region()).recorder();
        return DescribeConfigurationRecordersResponse.builder()
                .configurationRecorders(recorder == null ? List.of() : List.of(recorder))
                .build();
    }

    private static DescribeConfigurationRecorderStatusResponse status(
            Call call, DescribeConfigurationRecorderStatusRequest request) {
        request.configurationRecorderNames().forEach(name -> named(call, name));
        ConfigState state = ConfigState.of(call.region());
        ConfigurationRecorder recorder = state.recorder();
        List<ConfigurationRecorderStatus> found = recorder == null
                ? List.of()
                : List.of(ConfigurationRecorderStatus.builder()
                        .name(recorder.name())
                        .recording(state.recording())
                        .lastStatus(state.started() == null ? null : RecorderStatus.SUCCESS)
                        .lastStartTime(state.started())
                        .lastStopTime(state.stopped())
                        .lastStatusChangeTime(state.recording() ? state.started() : state.stopped())
                        .build());
        return DescribeConfigurationRecorderStatusResponse.builder()
                .configurationRecordersStatus(found)
                .build();
    }

    private static StartConfigurationRecorderResponse start(Call call, StartConfigurationRecorderRequest request) {
        ConfigState state = named(call, request.configurationRecorderName());
        if (state.channel() == null) {
            throw AwsError.of(
                    "NoAvailableDeliveryChannelException",
                    "Delivery channel is not available to start configuration recorder.");
        }
        state.start(call.now());
        Recorders.of(call.world()).started(call.region());
        return StartConfigurationRecorderResponse.builder().build();
    }

    private static StopConfigurationRecorderResponse stop(Call call, StopConfigurationRecorderRequest request) {
        ConfigState state = named(call, request.configurationRecorderName());
        Recorders.of(call.world()).catchUp(call.region());
        state.stop(call.now());
        Recorders.of(call.world()).stopped(call.region());
        return StopConfigurationRecorderResponse.builder().build();
    }

    private static PutDeliveryChannelResponse putChannel(Call call, PutDeliveryChannelRequest request) {
        ConfigState state = ConfigState.of(call.region());
        if (state.recorder() == null) {
            throw AwsError.of(
                    "NoAvailableConfigurationRecorderException",
                    "Configuration recorder is not available to put delivery channel.");
        }
        DeliveryChannel asked = request.deliveryChannel();
        String name = asked.name() == null ? DEFAULT : asked.name();
        DeliveryChannel before = state.channel();
        if (before != null && !before.name().equals(name)) {
            throw AwsError.of(
                    "MaxNumberOfDeliveryChannelsExceededException",
                    "Failed to put delivery channel '%s' because the maximum number of delivery channels: 1 is reached.",
                    name);
        }
        checkBucket(call, asked);
        state.channel(asked.copy(copy -> copy.name(name)));
        return PutDeliveryChannelResponse.builder().build();
    }

    private static void checkBucket(Call call, DeliveryChannel channel) {
        String bucket = channel.s3BucketName();
        if (bucket == null || bucket.isEmpty()) {
            throw AwsError.of("NoSuchBucketException", "Cannot find a S3 bucket with an empty bucket name.");
        }
        String source =
                "arn:aws:config:" + call.region().name() + ":" + call.account().id() + ":channel";
        BucketDelivery delivery = BucketDelivery.to(call.world(), bucket, "config.amazonaws.com", source)
                .orElseThrow(() -> AwsError.of("NoSuchBucketException", "Cannot find S3 bucket %s.", bucket));
        String prefix = channel.s3KeyPrefix() == null ? "" : channel.s3KeyPrefix() + "/";
        String probe = prefix + "AWSLogs/" + call.account().id() + "/Config/ConfigWritabilityCheckFile";
        boolean own = delivery.bucket().owner().id().equals(call.account().id());
        // In its own account Config writes with the recorder's role; a bucket of another account must let the service
        // in.
        if (!own && (!delivery.mayReadAcl() || !delivery.mayPut(probe))) {
            throw AwsError.of(
                    "InsufficientDeliveryPolicyException",
                    "Insufficient delivery policy to s3 bucket: %s, unable to write to bucket, provided s3 key prefix is '%s'.",
                    bucket,
                    channel.s3KeyPrefix());
        }
    }

    private static DeleteDeliveryChannelResponse deleteChannel(Call call, DeleteDeliveryChannelRequest request) {
        ConfigState state = ConfigState.of(call.region());
        DeliveryChannel channel = state.channel();
        if (channel == null || !channel.name().equals(request.deliveryChannelName())) {
            throw AwsError.of(
                    "NoSuchDeliveryChannelException",
                    "Cannot find delivery channel with specified name '%s'.",
                    request.deliveryChannelName());
        }
        if (state.recording()) {
            throw AwsError.of(
                    "LastDeliveryChannelDeleteFailedException",
                    "Failed to delete last specified delivery channel with name '%s', because there is a "
                            + "running configuration recorder.",
                    channel.name());
        }
        state.channel(null);
        return DeleteDeliveryChannelResponse.builder().build();
    }

    private static DescribeDeliveryChannelsResponse describeChannels(
            Call call, DescribeDeliveryChannelsRequest request) {
        DeliveryChannel channel = ConfigState.of(call.region()).channel();
        return DescribeDeliveryChannelsResponse.builder()
                .deliveryChannels(channel == null ? List.of() : List.of(channel))
                .build();
    }
}
