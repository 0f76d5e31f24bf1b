package dev.firebreak.testkit;

import dev.firebreak.testkit.attack.AttackSurface;
import dev.firebreak.testkit.attack.Attacks;
import dev.firebreak.testkit.authorization.Authorization;
import dev.firebreak.testkit.door.InMemoryHttpClient;
import dev.firebreak.testkit.fault.Faults;
import dev.firebreak.testkit.pipeline.Callers;
import dev.firebreak.testkit.pipeline.Dispatcher;
import dev.firebreak.testkit.pipeline.DryRun;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.KeyUse;
import dev.firebreak.testkit.pipeline.Latency;
import dev.firebreak.testkit.pipeline.Observation;
import dev.firebreak.testkit.pipeline.Sight;
import dev.firebreak.testkit.quota.Throttle;
import dev.firebreak.testkit.service.CallObserver;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.signature.Authentication;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.http.SdkHttpClient;

/** What a call to a fake passes on its way to the operation, and what can be set about it. */
final class CallPath {
    private final World world;
    private final FakeAwsBuilder settings;
    private final Map<String, FakeService> services;
    private final Attacks attacks = Attacks.none();
    private final Latency latency;
    private final Faults faults;
    private final Throttle throttle;

    CallPath(World world, FakeAwsBuilder settings) {
        this.world = world;
        this.settings = settings;
        this.services = settings.services();
        Optional<ManualClock> manual = manualClock();
        this.latency = Latency.of(manual.isPresent() ? manual.get()::advance : CallPath::pause);
        this.faults = Faults.of(services, manual);
        this.throttle = Throttle.of(world, settings.quotas);
        services.values().forEach(service -> service.attach(world));
    }

    Latency latency() {
        return latency;
    }

    Faults faults() {
        return faults;
    }

    Throttle throttle() {
        return throttle;
    }

    Dispatcher dispatcher() {
        return new Dispatcher(world, services, interceptors(), callers());
    }

    /** What an attacker acts on, and is judged by; empty when no policies are evaluated. */
    Optional<AttackSurface> attackSurface(SdkHttpClient acting) {
        return settings.enforcing ? Optional.of(judged(acting)) : Optional.empty();
    }

    private List<Interceptor> interceptors() {
        var observation = Observation.by(services.values().stream()
                .filter(CallObserver.class::isInstance)
                .map(CallObserver.class::cast)
                .toList());
        var all = new ArrayList<Interceptor>(List.of(
                attacks,
                latency,
                authentication(),
                observation.outer(),
                faults.interceptor(),
                throttle,
                KeyUse.create()));
        all.addAll(settings.interceptors);
        if (settings.enforcing) {
            all.add(Authorization.of(services));
        }
        all.add(observation.inner());
        all.add(new RuleChanges());
        all.add(DryRun.create());
        all.add(Sight.create());
        return all;
    }

    private AttackSurface judged(SdkHttpClient acting) {
        Authorization authorization = Authorization.of(services);
        List<Interceptor> judges = List.of(authentication(), authorization, AttackSurface::ask);
        SdkHttpClient asking = InMemoryHttpClient.of(new Dispatcher(world, services, judges, callers()));
        var doors = new AttackSurface.Doors(acting, asking, new SigningClock(world.clock()));
        return new AttackSurface(
                world.account(settings.accountId).region(settings.region), doors, authorization, attacks, this::every);
    }

    private Authentication authentication() {
        return settings.enforcing
                ? Authentication.strict(new Caller.Credential(FakeAws.ROOT_KEY_ID, FakeAws.ROOT_SECRET, true, null))
                : Authentication.lenient();
    }

    private Callers callers() {
        return new Callers(
                settings.accountId,
                settings.region,
                accessKeyId -> world.caller(accessKeyId).map(Caller::accountId));
    }

    private Optional<ManualClock> manualClock() {
        return world.clock() instanceof ManualClock manual ? Optional.of(manual) : Optional.empty();
    }

    private void every(Duration period, Runnable action) {
        manualClock()
                .orElseThrow(() ->
                        new IllegalStateException("Cannot act every " + period + ": this fake has no manual clock"))
                .every(period, action);
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
