package dev.firebreak.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/** The ready-made synchronous SDK clients of one fake, each built when first asked for. */
final class SdkClients implements AutoCloseable {
    private static final Map<Class<? extends SdkClient>, Supplier<AwsClientBuilder<?, ? extends SdkClient>>> BUILDERS =
            Map.of(
                    Ec2Client.class, Ec2Client::builder,
                    AutoScalingClient.class, AutoScalingClient::builder,
                    IamClient.class, IamClient::builder,
                    StsClient.class, StsClient::builder,
                    S3Client.class, S3Client::builder);

    private final FakeAws fake;
    private final Map<Class<?>, SdkClient> built = new HashMap<>();

    SdkClients(FakeAws fake) {
        this.fake = fake;
    }

    static Set<Class<? extends SdkClient>> types() {
        return BUILDERS.keySet();
    }

    synchronized <C extends SdkClient> C get(Class<C> type) {
        return type.cast(built.computeIfAbsent(
                type, made -> build(Objects.requireNonNull(BUILDERS.get(type)).get())));
    }

    private <B extends AwsClientBuilder<B, C>, C> C build(AwsClientBuilder<B, C> builder) {
        @SuppressWarnings("unchecked")
        B typed = (B) builder;
        return fake.configure(typed)
                .overrideConfiguration(
                        override -> override.retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
    }

    @Override
    public synchronized void close() {
        built.values().forEach(SdkClient::close);
        built.clear();
    }
}
