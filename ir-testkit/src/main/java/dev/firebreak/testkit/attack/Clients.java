package dev.firebreak.testkit.attack;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/** The SDK clients of an attacker, which call from its own host. */
final class Clients {
    private final AttackSurface surface;
    private final Origin origin;
    private final Map<Key, Object> built = new HashMap<>();

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

    private record Key(Class<?> builder, String accessKeyId, boolean asking) {}

    /** A client that signs with a credential; asking, its calls are only judged. */
    <B extends AwsClientBuilder<B, C>, C> C get(B builder, StolenCredential credential, boolean asking) {
        @SuppressWarnings("unchecked") // a builder of one class builds clients of one class
        C client = (C) built.computeIfAbsent(
                new Key(builder.getClass(), credential.accessKeyId(), asking),
                made -> build(builder, credential, asking));
        return client;
    }

    private <B extends AwsClientBuilder<B, C>, C> Object build(B builder, StolenCredential credential, boolean asking) {
        SdkHttpClient door =
                new HostDoor(asking ? surface.doors().asking() : surface.doors().acting(), origin);
        builder.region(Region.of(surface.region().name()))
                .credentialsProvider(StaticCredentialsProvider.create(credential.credentials()))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .addPlugin(surface.doors().signing());
        if (!(builder instanceof SdkSyncClientBuilder<?, ?> sync)) {
            throw new IllegalArgumentException("Invalid client builder: "
                    + builder.getClass().getSimpleName() + " (must be of a synchronous client)");
        }
        sync.httpClient(door);
        return builder.build();
    }

    /** Sends requests as from the attacker's host, behind the signature, which does not cover whence a request comes. */
    private record HostDoor(SdkHttpClient door, Origin origin) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            var http = request.httpRequest().toBuilder()
                    .putHeader("X-Forwarded-For", origin.address())
                    .putHeader("User-Agent", origin.userAgent())
                    .build();
            return door.prepareRequest(HttpExecuteRequest.builder()
                    .request(http)
                    .contentStreamProvider(request.contentStreamProvider().orElse(null))
                    .build());
        }

        @Override
        public String clientName() {
            return door.clientName();
        }

        @Override
        public void close() {
            // The door is the fake's.
        }
    }
}
