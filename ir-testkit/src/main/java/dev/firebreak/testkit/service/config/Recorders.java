package dev.firebreak.testkit.service.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.ObservedCall;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.s3.Bucket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Where in the world a recorder records; while none does, calls cost nothing. */
final class Recorders implements ServiceState {
    private static final Pattern READS = Pattern.compile("(Get|Describe|List|Head|Lookup|Search|Simulate|Invoke).*");
    private static final Set<String> RECORDED = Set.of("ec2", "autoscaling", "iam", "s3", "lambda", "rds");

    /** From a change until its item can be read, as a rule. */
    private Duration lag = Duration.ofMinutes(2);

    private final Set<Region> recording = new LinkedHashSet<>();

    private Recorders() {}

    static Recorders of(World world) {
        return world.state(Recorders.class, made -> new Recorders());
    }

    Duration lag() {
        return lag;
    }

    void lag(Duration value) {
        lag = value;
    }

    void started(Region region) {
        recording.add(region);
        catchUp(region, RECORDED);
    }

    void stopped(Region region) {
        recording.remove(region);
    }

    void observed(ObservedCall observed) {
        boolean mayChange = !recording.isEmpty()
                && observed.error() == null
                && RECORDED.contains(observed.service())
                && !READS.matcher(observed.operation()).matches();
        boolean ofObject = observed.service().equals("s3")
                && (observed.operation().contains("Object")
                        || observed.operation().contains("Part"));
        if (mayChange && !ofObject) {
            List.copyOf(recording).stream()
                    .filter(region -> concerns(region, observed))
                    .forEach(region -> catchUp(region, Set.of(observed.service())));
        }
    }

    private static boolean concerns(Region region, ObservedCall observed) {
        String account = observed.call().account().id();
        if (observed.service().equals("s3")) {
            var bucket = observed.request().getValueForField("Bucket", String.class);
            account = bucket.flatMap(observed.call().world().buckets()::find)
                    .map(Bucket::owner)
                    .map(Account::id)
                    .orElse(account);
            return region.account().id().equals(account);
        }
        return region.account().id().equals(account)
                && (observed.service().equals("iam")
                        || region.name().equals(observed.call().region().name()));
    }

    /** Records what has changed by itself since, such as instances that have started. */
    void catchUp(Region region) {
        if (recording.contains(region)) {
            catchUp(region, RECORDED);
        }
    }

    private static void catchUp(Region region, Set<String> services) {
        ConfigState state = ConfigState.of(region);
        if (new ChangeRecorder(state).record(services)) {
            new RuleEvaluation(state).runAll();
        }
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
