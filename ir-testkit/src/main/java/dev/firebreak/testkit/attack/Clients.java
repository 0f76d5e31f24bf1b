package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.world.World;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** The SDK clients of an attacker, which call from its own host: one of a kind, for to build one takes long. */
final class Clients {
    private final AttackSurface surface;
    private final Origin origin;
    private final Map<Class<?>, Object> built = new HashMap<>();
    private Optional<Use> current = Optional.empty();

    Clients(AttackSurface surface, Origin origin) {
        this.surface = surface;
        this.origin = origin;
    }

    /**
     * Whence an attacker calls.
     *
     * @param address the address of its host
     * @param userAgent what its tools call themselves
     */
    record Origin(String address, String userAgent) {}

    /**
     * How a client is used.
     *
     * @param credential what it signs with
     * @param asking whether its calls are only judged
     */
    record Use(StolenCredential credential, boolean asking) {}

    /** Calls by a client; the monitor of the world keeps other uses out meanwhile. */
    <B extends AwsClientBuilder<B, C>, C, T> T call(B builder, Use use, Function<C, T> call) {
        World world = surface.region().world();
        synchronized (world) {
            Optional<Use> outer = current;
            current = Optional.of(use);
            try {
                @SuppressWarnings("unchecked") // a builder of one class builds clients of one class
                C client = (C) built.computeIfAbsent(builder.getClass(), made -> build(builder));
                return call.apply(client);
            } finally {
                current = outer;
            }
        }
    }

    private <B extends AwsClientBuilder<B, C>, C> Object build(B builder) {
        AwsCredentialsProvider credentials =
                () -> current.orElseThrow().credential().credentials();
        builder.region(Region.of(surface.region().name()))
                .credentialsProvider(credentials)
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .addPlugin(surface.doors().signing());
        if (!(builder instanceof SdkSyncClientBuilder<?, ?> sync)) {
            throw new IllegalArgumentException("Invalid client builder: "
                    + builder.getClass().getSimpleName() + " (must be of a synchronous client)");
        }
        sync.httpClient(new HostDoor());
        return builder.build();
    }

    /** Sends requests as from the attacker's host, behind the signature, which does not cover whence a request comes. */
    private final class HostDoor implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var http = request.httpRequest().toBuilder()
                    .putHeader("X-Forwarded-For", origin.address())
                    .putHeader("User-Agent", origin.userAgent())
                    .build();
            return door().prepareRequest(HttpExecuteRequest.builder()
                    .request(http)
                    .contentStreamProvider(request.contentStreamProvider().orElse(null))
                    .build());
        }

        private SdkHttpClient door() {
            return current.orElseThrow().asking()
                    ? surface.doors().asking()
                    : surface.doors().acting();
        }

        @Override
        public String clientName() {
            return "FakeAws";
        }

        @Override
        public void close() {
            // The doors are the fake's.
        }
    }
}
