package dev.firebreak.testkit;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.regions.Region;

/** Cases of one service, each an {@link AwsFact}, run through both doors. */
@ParameterizedClass
@EnumSource(Door.class)
public abstract class ServiceCases {
    @Parameter
    protected Door door = Door.IN_MEMORY;

    protected final ManualClock clock = ManualClock.create();
    protected final FakeAws fake = settings(FakeAws.builder().clock(clock)).build();
    private final List<SdkClient> clients = new ArrayList<>();

    /** What the fake of these cases has beside its clock. */
    protected FakeAwsBuilder settings(FakeAwsBuilder builder) {
        return builder;
    }

    /** A client of the fake through the door under test, which does not retry. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(B builder) {
        return build(door.connect(fake, builder));
    }

    /** The same with these credentials. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(
            B builder, AwsCredentials credentials, SdkPlugin... plugins) {
        door.connect(fake, builder).credentialsProvider(StaticCredentialsProvider.create(credentials));
        List.of(plugins).forEach(builder::addPlugin);
        return build(builder);
    }

    /** The same without a signature. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C unsigned(B builder) {
        return build(door.connect(fake, builder).credentialsProvider(AnonymousCredentialsProvider.create()));
    }

    /** The same as the root user of another account. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(B builder, String accountId) {
        return build(door.connect(fake, builder).credentialsProvider(fake.credentials(accountId)));
    }

    /** The same as the root user of another account, in another Region. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(
            B builder, String accountId, String region) {
        return build(door.connect(fake, builder)
                .credentialsProvider(fake.credentials(accountId))
                .region(Region.of(region)));
    }

    /** The same in another Region. */
    protected <B extends AwsClientBuilder<B, C>, C extends SdkClient> C client(B builder, Region region) {
        return build(door.connect(fake, builder).region(region));
    }

    private <B extends AwsClientBuilder<B, C>, C extends SdkClient> C build(B builder) {
        C client = builder.overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
        clients.add(client);
        return client;
    }

    @AfterEach
    void close() {
        clients.forEach(SdkClient::close);
        fake.close();
    }
}
