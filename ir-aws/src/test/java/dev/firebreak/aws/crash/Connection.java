package dev.firebreak.aws.crash;

import dev.firebreak.aws.AwsProvider;
import dev.firebreak.spi.Sleeper;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.ManualClock;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How a process reaches AWS, and time.
 *
 * @param endpoint where AWS is; null where the client knows
 */
record Connection(SdkHttpClient client, @Nullable URI endpoint, Clock clock, Sleeper sleeper) implements AutoCloseable {
    /** Within this process, where waiting moves the clock. */
    static Connection to(FakeAws fake, ManualClock clock) {
        return new Connection(fake.httpClient(), null, clock, clock::advance);
    }

    /** From another process, or with it. */
    static Connection to(URI endpoint) {
        return new Connection(ApacheHttpClient.create(), endpoint, Clock.systemUTC(), Sleeper.real());
    }

    AwsProvider provider(Fate fate) {
        AwsProvider.Builder builder = AwsProvider.builder()
                .httpClient(new MortalHttpClient(client, fate))
                .credentials(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")))
                .region(Region.EU_WEST_1);
        if (endpoint != null) {
            builder.endpointOverride(endpoint);
        }
        return builder.build();
    }

    @Override
    public void close() {
        client.close();
    }
}
