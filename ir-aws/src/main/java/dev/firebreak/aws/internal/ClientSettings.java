package dev.firebreak.aws.internal;

import dev.firebreak.aws.RequestQuota;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** How to make clients; what is null is left to the SDK's own configuration. */
public record ClientSettings(
        AwsCredentialsProvider credentials,
        @Nullable RoleTemplate role,
        @Nullable Region region,
        SdkHttpClient http,
        @Nullable URI endpoint,
        List<ExecutionInterceptor> interceptors,
        List<RequestQuota> quotas) {}
