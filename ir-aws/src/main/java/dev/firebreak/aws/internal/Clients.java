package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Sleeper;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** The clients of one provider: one per service, account and Region, made when first asked for, over one HTTP client. */
public final class Clients implements AutoCloseable {
    private static final String SESSION = "firebreak";

    private final ClientSettings settings;
    private final Map<List<String>, SdkAutoCloseable> clients = new ConcurrentHashMap<>();
    private final Map<String, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();
    private final Map<String, CallerIdentity> identity = new ConcurrentHashMap<>();
    private final QuotaPace pace;

    public Clients(ClientSettings settings) {
        this.settings = settings;
        this.pace = new QuotaPace(settings.quotas(), System::nanoTime, Sleeper.real());
    }

    /** EC2 in the account and Region of the resource. */
    public Ec2Client ec2(TargetRef resource) {
        return client(
                Ec2Client.class,
                "ec2",
                resource,
                () -> regional(Ec2Client.builder(), resource, null).build());
    }

    /**
     * EC2 for calls that make something and take no client token: sent again only when throttled, since a repeat after a lost
     * answer would make it twice.
     */
    public Ec2Client ec2SendingOnce(TargetRef resource) {
        return client(
                Ec2Client.class,
                "ec2 sending once",
                resource,
                () -> regional(Ec2Client.builder(), resource, onlyThrottling()).build());
    }

    /** Auto Scaling in the account and Region of the resource. */
    public AutoScalingClient autoScaling(TargetRef resource) {
        return client(
                AutoScalingClient.class,
                "autoscaling",
                resource,
                () -> regional(AutoScalingClient.builder(), resource, null).build());
    }

    /** IAM in the account of the resource. */
    public IamClient iam(TargetRef resource) {
        return client(
                IamClient.class,
                "iam",
                resource.global("iam", "iam"),
                () -> paced(IamClient.builder(), resource.global("iam", "iam"), null)
                        .region(globalRegion())
                        .build());
    }

    private StsClient sts() {
        var anywhere = new TargetRef("aws", "", "", "sts", "sts");
        return client(
                StsClient.class,
                "sts",
                anywhere,
                () -> configured(StsClient.builder(), settings.credentials(), null)
                        .region(Region.of(defaultRegion()))
                        .build());
    }

    /** The quotas of all accounts and Regions. */
    public QuotaPace pace() {
        return pace;
    }

    /** The Region of targets that name none. */
    public String defaultRegion() {
        Region region = settings.region();
        return region != null
                ? region.id()
                : new DefaultAwsRegionProviderChain().getRegion().id();
    }

    /** Who the credentials belong to, before any role is assumed. */
    public CallerIdentity caller() {
        return identity.computeIfAbsent(SESSION, key -> {
            var answer = sts().getCallerIdentity();
            String keyId = settings.credentials().resolveCredentials().accessKeyId();
            return new CallerIdentity(answer.account(), answer.arn(), keyId);
        });
    }

    /** The name of the role assumed in each account; null when none is. */
    public @Nullable String assumedRole() {
        RoleTemplate role = settings.role();
        return role == null ? null : role.roleName();
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B regional(
            B builder, TargetRef resource, @Nullable RetryStrategy retries) {
        return paced(builder, resource, retries).region(Region.of(resource.region()));
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B paced(
            B builder, TargetRef resource, @Nullable RetryStrategy retries) {
        var paced = new PacedCalls(pace, resource.account(), resource.region());
        return configured(builder, credentials(resource.account()), retries, paced);
    }

    private <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(
            B builder, AwsCredentialsProvider provider, @Nullable RetryStrategy retries, ExecutionInterceptor... more) {
        builder.httpClient(settings.http()).credentialsProvider(provider).overrideConfiguration(override -> {
            override.addExecutionInterceptor(new CallNames());
            settings.interceptors().forEach(override::addExecutionInterceptor);
            Stream.of(more).forEach(override::addExecutionInterceptor);
            if (retries != null) {
                override.retryStrategy(retries);
            }
        });
        return settings.endpoint() == null ? builder : builder.endpointOverride(settings.endpoint());
    }

    private AwsCredentialsProvider credentials(String account) {
        RoleTemplate role = settings.role();
        return role == null
                ? settings.credentials()
                : credentials.computeIfAbsent(account, key -> assume(role, account));
    }

    private AwsCredentialsProvider assume(RoleTemplate role, String account) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts())
                .refreshRequest(request -> request.roleArn(role.in(account))
                        .roleSessionName(SESSION)
                        .externalId(role.externalId()))
                .build();
    }

    private Region globalRegion() {
        String partition = PartitionMetadata.of(Region.of(defaultRegion())).id();
        return switch (partition) {
            case "aws-cn" -> Region.AWS_CN_GLOBAL;
            case "aws-us-gov" -> Region.AWS_US_GOV_GLOBAL;
            default -> Region.AWS_GLOBAL;
        };
    }

    private static RetryStrategy onlyThrottling() {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .treatAsThrottling(Clients::throttled)
                .retryOnException(Clients::throttled)
                .maxAttempts(4)
                .build();
    }

    private static boolean throttled(Throwable failure) {
        return failure instanceof SdkServiceException answer && answer.isThrottlingException();
    }

    /** Under a lock that may be entered again, since making a client may need one of STS. */
    private <C extends SdkAutoCloseable> C client(Class<C> type, String kind, TargetRef place, Supplier<C> make) {
        List<String> key = List.of(kind, place.account(), place.region());
        SdkAutoCloseable made = clients.get(key);
        if (made == null) {
            synchronized (clients) {
                made = clients.get(key);
                if (made == null) {
                    made = make.get();
                    clients.put(key, made);
                }
            }
        }
        return type.cast(made);
    }

    @Override
    public void close() {
        clients.values().forEach(SdkAutoCloseable::close);
        credentials.values().forEach(provider -> {
            if (provider instanceof SdkAutoCloseable closeable) {
                closeable.close();
            }
        });
    }
}
