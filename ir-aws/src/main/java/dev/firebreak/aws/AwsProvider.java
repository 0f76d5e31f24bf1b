package dev.firebreak.aws;

import dev.firebreak.Action;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.AwsAction;
import dev.firebreak.aws.internal.CallerIdentity;
import dev.firebreak.aws.internal.ClientSettings;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.aws.internal.Failures;
import dev.firebreak.aws.internal.ResourceTags;
import dev.firebreak.aws.internal.RoleTemplate;
import dev.firebreak.aws.internal.autoscaling.AutoScalingSteps;
import dev.firebreak.aws.internal.ec2.Ec2Steps;
import dev.firebreak.aws.internal.evidence.InstanceEvidence;
import dev.firebreak.aws.internal.iam.IamSteps;
import dev.firebreak.evidence.spi.EvidenceProvider;
import dev.firebreak.evidence.spi.EvidenceSource;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Reads;
import dev.firebreak.spi.StepHandler;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * AWS: resolves targets, and runs the steps of the actions in {@link Ec2} and {@link Iam}.
 *
 * <p>Makes its clients when they are first needed, over one HTTP client; close it when it is no longer needed.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 */
public final class AwsProvider implements EvidenceProvider, AutoCloseable {
    static final String NAME = "aws";

    /** A run calls for up to 512 batches of steps at once, and moves up to 512 interfaces. The SDK's default is 50. */
    private static final int CONNECTIONS = 1_024;

    private final Clients clients;
    private final Set<String> accounts;
    private final Set<String> regions;
    private final AutoCloseable owned;

    private AwsProvider(Builder settings) {
        boolean own = settings.http == null;
        SdkHttpClient http = settings.http == null
                ? ApacheHttpClient.builder().maxConnections(CONNECTIONS).build()
                : settings.http;
        this.owned = own ? http::close : () -> {};
        this.clients = new Clients(settings.clientSettings(http));
        this.accounts = Set.copyOf(settings.accounts);
        this.regions = Set.copyOf(settings.regions);
    }

    /** A provider that is configured as the AWS SDK is: by environment, system properties and profile. */
    public static AwsProvider create() {
        return builder().build();
    }

    /** A builder; everything has a default. */
    public static Builder builder() {
        return new Builder();
    }

    /** The action that a planner of this module makes, with the clients of whichever provider the plan is made with. */
    static <T extends Target> Action<T> action(AwsAction<? super T> planner) {
        return (target, context) -> planner.plan(
                target, context, context.provider(AwsProvider.class).clients());
    }

    Clients clients() {
        return clients;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Fills in account and Region.
     *
     * @throws PlanRejectedException when the account or Region is not known, or not one that was allowed
     */
    @Override
    public TargetRef resolve(Target target) {
        String account = target.account().orElseGet(() -> clients.caller().account());
        boolean global = target.type().startsWith("iam-");
        String region = global ? "" : target.region().orElseGet(() -> defaultRegion(target));
        if (!accounts.isEmpty() && !accounts.contains(account)) {
            throw rejected(target, "account " + account + " is not one of those allowed (" + joined(accounts) + ")");
        }
        if (!global && !regions.isEmpty() && !regions.contains(region)) {
            throw rejected(target, "Region " + region + " is not one of those allowed (" + joined(regions) + ")");
        }
        requireWayInto(account, target);
        return new TargetRef(NAME, account, region, target.type(), target.id());
    }

    private void requireWayInto(String account, Target target) {
        if (clients.assumedRole() == null && target.account().isPresent()) {
            String own = clients.caller().account();
            if (!own.equals(account)) {
                throw rejected(
                        target,
                        "it is in account " + account + ", and the credentials are of account " + own
                                + " (call assumeRole(...))");
            }
        }
    }

    private String defaultRegion(Target target) {
        try {
            return clients.defaultRegion();
        } catch (SdkClientException e) {
            throw rejected(target, "no Region is set (call region(...), or set AWS_REGION)");
        }
    }

    private static PlanRejectedException rejected(Target target, String reason) {
        return new PlanRejectedException("Cannot plan for " + target.type() + "/" + target.id() + ": " + reason);
    }

    private static String joined(Set<String> names) {
        return String.join(", ", new TreeSet<>(names));
    }

    @Override
    public List<StepHandler<?>> handlers() {
        return Stream.of(Ec2Steps.handlers(clients), AutoScalingSteps.handlers(clients), IamSteps.handlers(clients))
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<EvidenceSource> sources() {
        return InstanceEvidence.sources(clients);
    }

    /** The request quotas, slowed down when AWS refuses calls for their number. */
    @Override
    public Pace pace() {
        return clients.pace();
    }

    /** What an exception of the SDK means; messages about missing permissions name the policy statement to add. */
    @Override
    public Failure classify(RuntimeException exception) {
        return Failures.classify(exception);
    }

    /** The identity of the credentials, and the role assumed in the resource's account. */
    @Override
    public List<TargetRef> callers(TargetRef resource) {
        CallerIdentity caller = clients.caller();
        var targets = new ArrayList<>(caller.targets(resource));
        String role = clients.assumedRole();
        if (role != null) {
            targets.add(resource.global("iam-role", role));
        }
        return targets;
    }

    /** The tags of an instance, a user or a role; empty for all else. */
    @Override
    public Map<String, String> tags(TargetRef resource, Reads reads) {
        return ResourceTags.read(clients, resource, reads);
    }

    /** Closes all clients, and the HTTP client unless it was given. */
    @Override
    public void close() {
        clients.close();
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException("Cannot close the HTTP client", e);
        }
    }

    /** Configures an {@link AwsProvider}. */
    public static final class Builder {
        private @Nullable AwsCredentialsProvider credentials;
        private @Nullable RoleTemplate role;
        private @Nullable Region region;
        private @Nullable SdkHttpClient http;
        private @Nullable URI endpoint;
        private final List<ExecutionInterceptor> interceptors = new ArrayList<>();
        private final List<RequestQuota> quotas = new ArrayList<>();
        private final Set<String> accounts = new TreeSet<>();
        private final Set<String> regions = new TreeSet<>();

        private Builder() {}

        /** Whose credentials to use. If not set, those that the SDK finds by itself. */
        public Builder credentials(AwsCredentialsProvider source) {
            credentials = source;
            return this;
        }

        /**
         * The role to act with in every account, the caller's own included. If not set, the credentials are used as they are, and only
         * for their own account.
         *
         * @param arn the role's ARN with {@code {account}} for the account, such as {@code arn:aws:iam::{account}:role/Responder}
         * @throws IllegalArgumentException when it is not of that form
         */
        public Builder assumeRole(String arn) {
            role = new RoleTemplate(arn, null);
            return this;
        }

        /** As {@link #assumeRole(String)}, with the external id that the role's trust policy asks for. */
        public Builder assumeRole(String arn, String externalId) {
            role = new RoleTemplate(arn, externalId);
            return this;
        }

        /**
         * The Region of targets that name none. If not set, the SDK's, such as {@code AWS_REGION}.
         *
         * @throws IllegalArgumentException when it does not have the form of a Region
         */
        public Builder region(Region defaultRegion) {
            region = Region.of(AwsNames.region(defaultRegion.id()));
            return this;
        }

        /** The accounts that targets may be in. If not set, any that there are credentials for. */
        public Builder accounts(String... allowed) {
            Stream.of(allowed).map(AwsNames::account).forEach(accounts::add);
            return this;
        }

        /**
         * The Regions that targets may be in. If not set, any.
         *
         * @throws IllegalArgumentException when one does not have the form of a Region
         */
        public Builder allowedRegions(Region... allowed) {
            Stream.of(allowed).map(Region::id).map(AwsNames::region).forEach(regions::add);
            return this;
        }

        /**
         * The HTTP client; the caller closes it. If not set, an Apache one of 1,024 connections that the provider closes. Runs over many
         * accounts and Regions share it: calls that find no connection free wait for one, and fail after a while.
         */
        public Builder httpClient(SdkHttpClient client) {
            http = client;
            return this;
        }

        /** The endpoint of all services. If not set, the SDK's, such as {@code AWS_ENDPOINT_URL}. */
        public Builder endpointOverride(URI address) {
            endpoint = address;
            return this;
        }

        /** Adds an interceptor to all clients, for instance to count calls. */
        public Builder executionInterceptor(ExecutionInterceptor interceptor) {
            interceptors.add(interceptor);
            return this;
        }

        /**
         * Request quotas that differ from those that EC2 documents, as AWS has raised them, or to leave a part to others. Of several for
         * one action, the last that fits an account and Region counts. If not set, EC2's documented ones; those of IAM and Auto Scaling,
         * which publish none, are learned from the answers that refuse a call for their number.
         */
        public Builder requestQuotas(RequestQuota... known) {
            quotas.addAll(List.of(known));
            return this;
        }

        /** The provider. */
        public AwsProvider build() {
            return new AwsProvider(this);
        }

        private ClientSettings clientSettings(SdkHttpClient client) {
            AwsCredentialsProvider source =
                    credentials == null ? DefaultCredentialsProvider.builder().build() : credentials;
            return new ClientSettings(
                    source, role, region, client, endpoint, List.copyOf(interceptors), List.copyOf(quotas));
        }
    }
}
