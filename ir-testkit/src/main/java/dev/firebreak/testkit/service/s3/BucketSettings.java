package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.PayloadTrait;
import software.amazon.awssdk.services.s3.model.AccelerateConfiguration;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.BucketLoggingStatus;
import software.amazon.awssdk.services.s3.model.CORSConfiguration;
import software.amazon.awssdk.services.s3.model.DeleteBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAccelerateConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLoggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketNotificationConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketReplicationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentResponse;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.GetBucketWebsiteResponse;
import software.amazon.awssdk.services.s3.model.NotificationConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketAccelerateConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketCorsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketCorsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLoggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketNotificationConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketReplicationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.PutBucketWebsiteRequest;
import software.amazon.awssdk.services.s3.model.ReplicationConfiguration;
import software.amazon.awssdk.services.s3.model.RequestPaymentConfiguration;
import software.amazon.awssdk.services.s3.model.S3Request;
import software.amazon.awssdk.services.s3.model.WebsiteConfiguration;
import software.amazon.awssdk.utils.builder.Buildable;

/** The configurations of a bucket that are kept as they are put: what they would do happens outside the calls of a client. */
final class BucketSettings {
    private static final List<Setting> ALL = List.of(
            new Setting("BucketCors", "cors", "BucketCORS", CORSConfiguration.class)
                    .put(PutBucketCorsRequest::builder)
                    .get(GetBucketCorsRequest::builder, GetBucketCorsResponse::builder)
                    .delete("BucketCors", DeleteBucketCorsRequest::builder)
                    .absent("NoSuchCORSConfiguration", "The CORS configuration does not exist"),
            new Setting(
                            "BucketLifecycleConfiguration",
                            "lifecycle",
                            "LifecycleConfiguration",
                            BucketLifecycleConfiguration.class)
                    .put(PutBucketLifecycleConfigurationRequest::builder)
                    .get(
                            GetBucketLifecycleConfigurationRequest::builder,
                            GetBucketLifecycleConfigurationResponse::builder)
                    .delete("BucketLifecycle", DeleteBucketLifecycleRequest::builder)
                    .absent("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist"),
            new Setting("BucketReplication", "replication", "ReplicationConfiguration", ReplicationConfiguration.class)
                    .put(PutBucketReplicationRequest::builder)
                    .get(GetBucketReplicationRequest::builder, GetBucketReplicationResponse::builder)
                    .delete("BucketReplication", DeleteBucketReplicationRequest::builder)
                    .absent("ReplicationConfigurationNotFoundError", "The replication configuration was not found"),
            new Setting("BucketWebsite", "website", "BucketWebsite", WebsiteConfiguration.class)
                    .put(PutBucketWebsiteRequest::builder)
                    .get(GetBucketWebsiteRequest::builder, GetBucketWebsiteResponse::builder)
                    .delete("BucketWebsite", DeleteBucketWebsiteRequest::builder)
                    .absent("NoSuchWebsiteConfiguration", "The specified bucket does not have a website configuration"),
            new Setting("BucketLogging", "logging", "BucketLogging", BucketLoggingStatus.class)
                    .put(PutBucketLoggingRequest::builder)
                    .get(GetBucketLoggingRequest::builder, GetBucketLoggingResponse::builder),
            new Setting(
                            "BucketNotificationConfiguration",
                            "notification",
                            "BucketNotification",
                            NotificationConfiguration.class)
                    .put(PutBucketNotificationConfigurationRequest::builder)
                    .get(
                            GetBucketNotificationConfigurationRequest::builder,
                            GetBucketNotificationConfigurationResponse::builder),
            new Setting(
                            "BucketAccelerateConfiguration",
                            "accelerate",
                            "AccelerateConfiguration",
                            AccelerateConfiguration.class)
                    .put(PutBucketAccelerateConfigurationRequest::builder)
                    .get(
                            GetBucketAccelerateConfigurationRequest::builder,
                            GetBucketAccelerateConfigurationResponse::builder),
            new Setting(
                            "BucketRequestPayment",
                            "requestPayment",
                            "BucketRequestPayment",
                            RequestPaymentConfiguration.class)
                    .put(PutBucketRequestPaymentRequest::builder)
                    .get(
                            GetBucketRequestPaymentRequest::builder,
                            () -> GetBucketRequestPaymentResponse.builder().payer("BucketOwner")));

    void register(Operations operations) {
        ALL.forEach(setting -> setting.register(operations));
    }

    /** One configuration. */
    private static final class Setting {
        private final String name;
        private final String route;
        private final String action;
        private final Class<? extends SdkPojo> type;
        private Supplier<? extends SdkPojo> put = PutBucketCorsRequest::builder;
        private Supplier<? extends SdkPojo> get = GetBucketCorsRequest::builder;
        private Supplier<? extends SdkPojo> answer = GetBucketCorsResponse::builder;
        private @Nullable Supplier<? extends SdkPojo> delete;
        private String deleteName = "";
        private @Nullable AwsError absent;

        Setting(String name, String subresource, String action, Class<? extends SdkPojo> type) {
            this.name = name;
            this.route = " /{Bucket}?" + subresource;
            this.action = action;
            this.type = type;
        }

        Setting put(Supplier<? extends SdkPojo> request) {
            put = request;
            return this;
        }

        Setting get(Supplier<? extends SdkPojo> request, Supplier<? extends SdkPojo> response) {
            get = request;
            answer = response;
            return this;
        }

        Setting delete(String named, Supplier<? extends SdkPojo> request) {
            deleteName = named;
            delete = request;
            return this;
        }

        /** What reading answers when there is none; if not set, an empty configuration. */
        Setting absent(String code, String message) {
            absent = new AwsError(code, 404, message);
            return this;
        }

        void register(Operations operations) {
            operations.rest("Put" + name, "PUT" + route, put, (Call call, S3Request request) -> write(call, request));
            operations.rest("Get" + name, "GET" + route, get, (Call call, S3Request request) -> read(call, request));
            if (delete != null) {
                operations.rest(
                        "Delete" + deleteName,
                        "DELETE" + route,
                        delete,
                        (Call call, S3Request request) -> remove(call, request));
            }
        }

        private AwsResponse write(Call call, S3Request request) {
            Bucket bucket = S3Access.bucket(call, request, "Put" + action);
            SdkPojo wanted = (SdkPojo) request.sdkFields().stream()
                    .filter(field -> field.containsTrait(PayloadTrait.class))
                    .map(field -> field.getValueOrDefault(request))
                    .filter(type::isInstance)
                    .findFirst()
                    .orElseThrow(S3Errors::malformedXml);
            SettingRules.check(call, bucket, wanted);
            bucket.set(wanted);
            return PutBucketCorsResponse.builder().build();
        }

        private AwsResponse read(Call call, S3Request request) {
            Bucket bucket = S3Access.bucket(call, request, "Get" + action);
            Optional<? extends SdkPojo> found = bucket.setting(type);
            if (found.isEmpty() && absent != null) {
                throw absent;
            }
            SdkPojo builder = answer.get();
            found.ifPresent(kept -> fill(builder, kept));
            return (AwsResponse) ((Buildable) builder).build();
        }

        private static void fill(SdkPojo builder, SdkPojo kept) {
            Optional<SdkField<?>> whole = builder.sdkFields().stream()
                    .filter(field -> field.containsTrait(PayloadTrait.class))
                    .findFirst();
            if (whole.isPresent()) {
                whole.get().set(builder, kept);
            } else {
                SdkFields.copy(kept, builder);
            }
        }

        private AwsResponse remove(Call call, S3Request request) {
            S3Access.bucket(call, request, action.equals("BucketWebsite") ? "DeleteBucketWebsite" : "Put" + action)
                    .remove(type);
            return PutBucketCorsResponse.builder().build();
        }
    }
}
