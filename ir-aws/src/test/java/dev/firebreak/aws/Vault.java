package dev.firebreak.aws;

import dev.firebreak.testkit.FakeAws;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A versioned bucket for journals in an account of its own, and a client that can be held up. */
final class Vault implements AutoCloseable {
    static final String ACCOUNT = "999988887777";

    final String bucket = "vault-" + UUID.randomUUID();
    final S3Client s3;
    private final Clock clock;
    private final AtomicReference<@Nullable HeldUp> heldUp = new AtomicReference<>();

    /** What is done before the next object is written whose key has this part. */
    private record HeldUp(String part, Runnable work) {}

    Vault(FakeAws fake, Clock clock) {
        this(fake.configure(S3Client.builder()), fake, clock, false);
    }

    private Vault(S3ClientBuilder client, FakeAws fake, Clock clock, boolean locked) {
        this.clock = clock;
        this.s3 = client.credentialsProvider(fake.credentials(ACCOUNT))
                .overrideConfiguration(override -> override.addExecutionInterceptor(new Hold())
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .build()))
                .build();
        s3.createBucket(request -> request.bucket(bucket)
                .objectLockEnabledForBucket(locked)
                .createBucketConfiguration(place -> place.locationConstraint(BucketLocationConstraint.EU_WEST_1)));
        s3.putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }

    static Vault locked(FakeAws fake, Clock clock) {
        return new Vault(fake.configure(S3Client.builder()), fake, clock, true);
    }

    static Vault overHttp(FakeAws fake, Clock clock) {
        URI endpoint = fake.endpoint();
        return new Vault(
                S3Client.builder()
                        .endpointOverride(endpoint)
                        .forcePathStyle(true)
                        .region(fake.region())
                        .httpClient(ApacheHttpClient.create()),
                fake,
                clock,
                false);
    }

    S3Journal.Builder builder() {
        return S3Journal.builder().client(s3).bucket(bucket).prefix("journals/").clock(clock);
    }

    /** A journal as another process would have it. */
    S3Journal journal() {
        return builder().build();
    }

    /** The same of a process whose clock is ahead. */
    S3Journal journalAhead(Duration time) {
        return builder().clock(Clock.offset(clock, time)).build();
    }

    static String lease() {
        return "journals/IR-1/lease.json";
    }

    static String object(int number) {
        return String.format("journals/IR-1/records/%012d.jsonl", number);
    }

    void put(String key, String content) {
        s3.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(content));
    }

    /** Deletes an object as who may delete versions does, so that nothing of it is left. */
    void erase(String key) {
        s3.listObjectVersions(request -> request.bucket(bucket).prefix(key))
                .versions()
                .forEach(version -> s3.deleteObject(
                        request -> request.bucket(bucket).key(version.key()).versionId(version.versionId())));
    }

    /** Does something once, before the next object with this part in its key is written. */
    void before(String part, Runnable work) {
        heldUp.set(new HeldUp(part, work));
    }

    private final class Hold implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            HeldUp held = heldUp.get();
            if (held != null
                    && context.request() instanceof PutObjectRequest put
                    && put.key().contains(held.part)
                    && heldUp.compareAndSet(held, null)) {
                held.work.run();
            }
        }
    }

    @Override
    public void close() {
        s3.close();
    }
}
