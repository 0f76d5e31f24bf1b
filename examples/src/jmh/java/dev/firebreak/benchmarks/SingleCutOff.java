package dev.firebreak.benchmarks;

import dev.firebreak.Action;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** One instance of two interfaces, from the first read of the plan to the last change that cuts it off, where each call takes a while. */
final class SingleCutOff {
    private static final Duration LATENCY = Duration.ofMillis(50);

    /** Far longer than a busy machine dithers between two calls made side by side. */
    private static final Duration LONG = Duration.ofMillis(250);

    private static final int WARM = 20;
    private static final int TIMES = 9;

    private final FakeAws fake;
    private final Estate estate;
    private final Path journals;
    private int incidents;

    private SingleCutOff(FakeAws fake, Path journals) {
        this.fake = fake;
        this.estate = Estate.in(fake);
        this.journals = journals;
    }

    static void measure(Path directory) {
        try (FakeAws fake = FakeAws.create()) {
            var one = new SingleCutOff(fake, directory.resolve("single"));
            one.measure("isolateNetwork()", Ec2.isolateNetwork());
            one.measure("quarantine()", Ec2.quarantine());
        }
    }

    private void measure(String name, Action<? super Ec2Instance> action) {
        for (int count = 0; count < WARM; count++) {
            run(action, Duration.ZERO);
        }
        var seconds = new ArrayList<Double>();
        for (int count = 0; count < TIMES; count++) {
            seconds.add(run(action, LATENCY).seconds());
        }
        int trips = run(action, LONG).roundTrips();
        double floor = trips * LATENCY.toMillis() / 1e3;
        double cutOff = Table.median(seconds);
        Table.row("one instance, " + name + ": calls that wait for one another up to the cut-off", trips, "≤ 8");
        Table.row("one instance, " + name + ": cut off where a call takes 50 ms", cutOff, "s", "stated");
        Table.row("floor: so many times 50 ms", floor, "s", "stated");
        Table.row("one instance, " + name + ": to the floor", cutOff / floor, "×", "→ 1");
    }

    private record CutOff(int roundTrips, double seconds) {}

    private CutOff run(Action<? super Ec2Instance> action, Duration latency) {
        incidents++;
        Ec2Instance instance = Ec2.instance(estate.launch(InstanceSpec.named("web")
                        .interfaces(2)
                        .ipv6()
                        .groups("web", "admin")
                        .profile("web"))
                .id());
        try (var rig = new Rig(fake, journals)) {
            rig.introduce(instance);
            fake.latency(latency);
            long from = System.nanoTime();
            rig.plan("IR-" + incidents, List.of(instance), action).execute().orThrow();
            fake.latency(Duration.ZERO);
            return new CutOff(rig.calls.roundTrips(CallLog.CLOSE), Collections.max(rig.calls.cutOffTimes(from)));
        }
    }
}
