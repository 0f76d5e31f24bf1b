package dev.firebreak.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.attack.AttackerBuilder;
import dev.firebreak.testkit.door.HttpDoor;
import dev.firebreak.testkit.door.InMemoryAsyncHttpClient;
import dev.firebreak.testkit.door.InMemoryHttpClient;
import dev.firebreak.testkit.fault.Faults;
import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.guest.Guests;
import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.pipeline.CallRecord;
import dev.firebreak.testkit.pipeline.Dispatcher;
import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.service.cloudtrail.FakeCloudTrail;
import dev.firebreak.testkit.service.delivery.Recipients;
import dev.firebreak.testkit.service.guardduty.GuardDutyReports;
import dev.firebreak.testkit.service.securityhub.SecurityHubConsole;
import dev.firebreak.testkit.world.Events;
import dev.firebreak.testkit.world.Ids;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.AccessKey;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkPlugin;
import software.amazon.awssdk.core.client.builder.SdkAsyncClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * A stateful AWS in this JVM: accounts, Regions and services, reached by real SDK clients or over HTTP.
 *
 * <pre>{@code
 * try (FakeAws fake = FakeAws.create()) {
 *     Ec2Client ec2 = fake.ec2();                                            // in memory
 *     SsmClient ssm = fake.configure(SsmClient.builder()).build();           // any other client, in memory
 *     URI endpoint = fake.endpoint();                                        // over HTTP, for any language
 * }
 * }</pre>
 *
 * <p>One world lies behind both doors. Nothing is ever sent to the real AWS.
 *
 * <p><i>Threading:</i> safe for use by many threads; operations run one at a time.
 */
public final class FakeAws implements AutoCloseable {
    static final String ROOT_KEY_ID = "AKIAIOSFODNN7EXAMPLE";
    static final String ROOT_SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final World world;
    private final String accountId;
    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Dispatcher dispatcher;
    private final CallPath path;
    private final ExecutorService asyncThreads = DaemonThreads.pool("fake-aws");
    private final SdkHttpClient httpClient;
    private final SdkAsyncHttpClient asyncHttpClient;
    private final SdkClients clients = new SdkClients(this);
    private @Nullable HttpDoor door;

    FakeAws(FakeAwsBuilder settings) {
        this.world = new World(settings.clock, new Ids(settings.seed), settings.consistency.lags(settings.clock));
        this.accountId = settings.accountId;
        this.region = Region.of(settings.region);
        this.credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create(ROOT_KEY_ID, ROOT_SECRET));
        this.path = new CallPath(world, settings);
        this.dispatcher = path.dispatcher();
        this.httpClient = InMemoryHttpClient.of(dispatcher);
        this.asyncHttpClient = InMemoryAsyncHttpClient.of(dispatcher, asyncThreads);
        GuestLinks.connect(this);
    }

    /** A fresh fake with all defaults: account 123456789012, Region eu-west-1, the system's clock. */
    public static FakeAws create() {
        return builder().build();
    }

    /** Builds a fake that differs from the default. */
    public static FakeAwsBuilder builder() {
        return new FakeAwsBuilder();
    }

    /** The HTTP client that connects synchronous SDK clients to this fake, in memory. */
    public SdkHttpClient httpClient() {
        return httpClient;
    }

    /** The HTTP client that connects asynchronous SDK clients to this fake, in memory. */
    public SdkAsyncHttpClient asyncHttpClient() {
        return asyncHttpClient;
    }

    /** The address of this fake's HTTP server on the loopback interface, which is started, at a free port, when first asked for. */
    public synchronized URI endpoint() {
        return door == null ? endpoint(0) : door.endpoint();
    }

    /**
     * Starts the HTTP server at a port of the loopback interface; 0 picks a free one.
     *
     * @throws IllegalStateException when the server runs already at another port
     */
    public synchronized URI endpoint(int port) {
        if (door == null) {
            door = HttpDoor.open(dispatcher, port);
        } else if (port != 0 && door.endpoint().getPort() != port) {
            throw new IllegalStateException(
                    "Cannot open port " + port + ": the server runs already at " + door.endpoint());
        }
        return door.endpoint();
    }

    /** The credentials of the root user of the default account. They are no access key that IAM would list. */
    public AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** A new access key of the root user of any account, which is made when first asked for. */
    public AwsCredentialsProvider credentials(String accountId) {
        synchronized (world) {
            AccessKey key = world.credentials().createRoot(world.account(accountId));
            return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.id(), key.secret()));
        }
    }

    /** The default Region. */
    public Region region() {
        return region;
    }

    /** The id of the default account. */
    public String accountId() {
        return accountId;
    }

    /** Gives an SDK client builder this fake's Region, credentials and in-memory HTTP client. */
    public <B extends AwsClientBuilder<B, C>, C> B configure(B builder) {
        builder.region(region).credentialsProvider(credentials).addPlugin(signingClock());
        if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
            sync.httpClient(httpClient);
        }
        if (builder instanceof SdkAsyncClientBuilder<?, ?> async) {
            async.httpClient(asyncHttpClient);
        }
        return builder;
    }

    /**
     * Makes an SDK client sign by this fake's clock, as one that {@link #configure} has seen does. Others sign by the system's, and are refused
     * when a fake with a manual clock {@linkplain FakeAwsBuilder#enforceIam() verifies} their signatures.
     */
    public SdkPlugin signingClock() {
        return new SigningClock(world.clock());
    }

    /** A client of EC2 in memory; closed with this fake. It retries without waiting. */
    public Ec2Client ec2() {
        return clients.get(Ec2Client.class);
    }

    /** A client of IAM in memory; closed with this fake. It retries without waiting. */
    public IamClient iam() {
        return clients.get(IamClient.class);
    }

    /** A client of Auto Scaling in memory; closed with this fake. It retries without waiting. */
    public AutoScalingClient autoScaling() {
        return clients.get(AutoScalingClient.class);
    }

    /** A client of STS in memory; closed with this fake. It retries without waiting. */
    public StsClient sts() {
        return clients.get(StsClient.class);
    }

    /** A client of S3 in memory; closed with this fake. It retries without waiting. */
    public S3Client s3() {
        return clients.get(S3Client.class);
    }

    SdkClients clients() {
        return clients;
    }

    /** The simulated state. Read and change it under its monitor: {@code synchronized (fake.world())}. */
    public World world() {
        return world;
    }

    /**
     * The simulated operating system of an instance in the default account and Region.
     *
     * @throws IllegalArgumentException when there is no such instance
     */
    public Guest guest(String instanceId) {
        synchronized (world) {
            return Guests.of(world.account(accountId).region(region.id()))
                    .find(instanceId)
                    .orElseThrow(() -> new IllegalArgumentException("No instance " + instanceId + " in " + region));
        }
    }

    /** The network: which packets pass, from and to instances of the default account and Region. */
    public Network network() {
        synchronized (world) {
            return Network.of(world.account(accountId).region(region.id()));
        }
    }

    /**
     * An attacker in the default account and Region.
     *
     * <pre>{@code
     * Attacker attacker = fake.attacker().withKey(stolen).copyBucket("customers").createKey("alice").actsAfterEveryCall();
     * }</pre>
     *
     * @throws IllegalStateException when this fake evaluates no policies, so that nothing could be said of what an attacker may do
     */
    public AttackerBuilder attacker() {
        return path.attackSurface(httpClient)
                .map(AttackerBuilder::of)
                .orElseThrow(
                        () -> new IllegalStateException(
                                "Cannot let an attacker in: this fake evaluates no policies (must be built with enforceIam())"));
    }

    /** The state of the world as JSON, made so that equal worlds give equal snapshots. */
    public JsonNode snapshot() {
        synchronized (world) {
            return world.snapshot();
        }
    }

    /** The newest 10,000 calls, successful or not, the oldest first. */
    public List<CallRecord> calls() {
        return dispatcher.log().calls();
    }

    /** Forgets the calls made so far. */
    public void clearCalls() {
        dispatcher.log().clear();
    }

    /** The GuardDuty of the default account and Region, to have it find something. */
    public GuardDutyReports guardDuty() {
        synchronized (world) {
            return GuardDutyReports.in(world.account(accountId).region(region.id()));
        }
    }

    /** The console of Security Hub in the default account and Region, to invoke custom actions. */
    public SecurityHubConsole securityHub() {
        synchronized (world) {
            return SecurityHubConsole.in(world.account(accountId).region(region.id()));
        }
    }

    /**
     * What services tell on the default event buses: to listen to it, or to tell something in a service's place. To be used under the
     * world's monitor: {@code synchronized (fake.world())}.
     */
    public Events events() {
        return world.events();
    }

    /** What SNS and EventBridge deliver to functions, URLs, e-mail addresses and phone numbers: recorded, and handed to Java code. */
    public Recipients recipients() {
        synchronized (world) {
            return Recipients.of(world);
        }
    }

    /** The CloudTrail of this fake: how long it takes, and sign-ins to the console. */
    public FakeCloudTrail cloudTrail() {
        return FakeCloudTrail.of(world);
    }

    /** The faults that this fake shows; none at first. */
    public Faults faults() {
        return path.faults();
    }

    /**
     * Delays every later call by this much, before it takes effect. If not set, calls are not delayed.
     *
     * <p>With a {@link ManualClock} the clock is moved instead, and nobody waits.
     */
    public FakeAws latency(Duration delay) {
        path.latency().set(delay);
        return this;
    }

    /** Has these quotas hold from now on, with full buckets; until then those of {@link FakeAwsBuilder#quotas}. */
    public FakeAws quotas(Quotas quotas) {
        path.throttle().set(quotas);
        return this;
    }

    /**
     * Delays every later call to one service, by its signing name such as {@code iam}, by this much instead of what {@link #latency(Duration)}
     * says.
     */
    public FakeAws latency(String service, Duration delay) {
        path.latency().set(service, delay);
        return this;
    }

    /**
     * Has something done as if this fake were {@linkplain Consistency strongly consistent}: what it reads is the truth, and what it changes
     * is seen by everybody at once. Holds for calls in memory by synchronous clients in this thread; for setting a scene, and looking at it.
     */
    public <T extends @Nullable Object> T consistently(Supplier<T> calls) {
        return world.lags().settled(calls);
    }

    /** Stops the HTTP server, if it runs, and closes the clients that this fake has made. */
    @Override
    public synchronized void close() {
        clients.close();
        if (door != null) {
            door.close();
            door = null;
        }
        asyncThreads.shutdown();
    }
}
