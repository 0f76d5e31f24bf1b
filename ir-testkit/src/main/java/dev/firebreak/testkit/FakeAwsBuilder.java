package dev.firebreak.testkit;

import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.service.FakeService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds a {@link FakeAws}. */
public final class FakeAwsBuilder {
    final List<Interceptor> interceptors = new ArrayList<>();
    private final List<FakeService> added = new ArrayList<>();
    String accountId = "123456789012";
    String region = "eu-west-1";
    Clock clock = Clock.systemUTC();
    long seed = 1;
    Consistency consistency = Consistency.none();
    boolean enforcing;
    Quotas quotas = Quotas.none();

    FakeAwsBuilder() {}

    /** The default account. If not set, 123456789012. */
    public FakeAwsBuilder accountId(String accountId) {
        if (!accountId.matches("\\d{12}")) {
            throw new IllegalArgumentException("Invalid account id: " + accountId + " (must be 12 digits)");
        }
        this.accountId = accountId;
        return this;
    }

    /** The default Region. If not set, eu-west-1. */
    public FakeAwsBuilder region(String region) {
        this.region = region;
        return this;
    }

    /** The clock of the world, often a {@link ManualClock}. If not set, the system's. */
    public FakeAwsBuilder clock(Clock clock) {
        this.clock = clock;
        return this;
    }

    /** The seed of the identifiers that the world makes. If not set, always the same. */
    public FakeAwsBuilder seed(long seed) {
        this.seed = seed;
        return this;
    }

    /**
     * Verifies the signature of every request, and lets it do only what IAM, resource and service control policies allow. If not set,
     * unknown keys act as the root user of the default account, and only trust policies and the policies of some resources are judged.
     */
    public FakeAwsBuilder enforceIam() {
        enforcing = true;
        return this;
    }

    /** Throttles calls that come too fast, such as by {@link Quotas#documented}. If not set, none are. */
    public FakeAwsBuilder quotas(Quotas quotas) {
        this.quotas = quotas;
        return this;
    }

    /** How late calls see what others have changed. If not set, at once. */
    public FakeAwsBuilder consistency(Consistency consistency) {
        this.consistency = consistency;
        return this;
    }

    /** Adds a service, in place of the built-in one of the same signing name. */
    public FakeAwsBuilder service(FakeService service) {
        added.add(service);
        return this;
    }

    /** Adds an interceptor, inside those added before it. */
    public FakeAwsBuilder interceptor(Interceptor interceptor) {
        interceptors.add(interceptor);
        return this;
    }

    /** The fake. */
    public FakeAws build() {
        return new FakeAws(this);
    }

    Map<String, FakeService> services() {
        var services = new LinkedHashMap<String, FakeService>();
        BuiltInServices.create().forEach(service -> services.put(service.signingName(), service));
        added.forEach(service -> services.put(service.signingName(), service));
        return services;
    }
}
