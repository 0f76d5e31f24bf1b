package dev.firebreak.benchmarks;

import dev.firebreak.ContainmentPlan;
import dev.firebreak.ContainmentReport;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.StepResult;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Ec2Instance;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import dev.firebreak.testkit.quota.Quotas;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AccessKey;

/** Instances in many accounts and Regions, side by side, beside those of one account alone. */
final class ManyAccounts {
    private static final List<String> REGIONS = List.of("eu-west-1", "eu-central-1", "us-east-1", "ap-south-1");
    /** As many as the engine has at most. */
    private static final int THREADS = 512;

    private static final Duration LATENCY = Duration.ofMillis(50);
    private static final String TRUST = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"%s"},"Action":"sts:AssumeRole"}]}""";

    /** The first alone warms up. */
    private static final int ALONE = 4;

    private final FakeAws fake = FakeAws.builder().quotas(Quotas.documented()).build();
    private final AwsCredentialsProvider responder = responder();
    private final List<Ec2Instance> instances = new ArrayList<>();

    private ManyAccounts(int accounts, List<String> regions, int instances) {
        for (int account = 0; account < accounts; account++) {
            add(String.valueOf(210_000_000_000L + account), regions, instances);
        }
    }

    /** A world of so many accounts, each with a role to act with, and 50 instances in each of 4 Regions: fewer than EC2 lets be changed at once. */
    static ManyAccounts spread(int accounts) {
        return new ManyAccounts(accounts, REGIONS, 50);
    }

    /** A world of so many accounts, each with 200 instances in one Region, half of which have to wait for their quota. */
    private static ManyAccounts dense(int accounts) {
        return new ManyAccounts(accounts, REGIONS.subList(0, 1), 200);
    }

    /** No root user may assume a role. */
    private AwsCredentialsProvider responder() {
        IamClient iam = fake.iam();
        iam.createUser(request -> request.userName("ir"));
        AccessKey key = iam.createAccessKey(request -> request.userName("ir")).accessKey();
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey()));
    }

    private void add(String account, List<String> regions, int count) {
        try (IamClient iam = fake.configure(IamClient.builder())
                .credentialsProvider(fake.credentials(account))
                .build()) {
            iam.createRole(request ->
                    request.roleName("Responder").assumeRolePolicyDocument(TRUST.formatted(fake.accountId())));
        }
        for (String region : regions) {
            Fleet.launch(fake.world(), account, region, count).stream()
                    .map(id -> Ec2.instance(id).inAccount(account).inRegion(region))
                    .forEach(instances::add);
        }
    }

    List<Ec2Instance> instances() {
        return instances;
    }

    Rig rig(Path journals) {
        return new Rig(
                fake,
                journals,
                provider -> provider.credentials(responder).assumeRole("arn:aws:iam::{account}:role/Responder"));
    }

    /** Whether accounts hinder each other where each has to wait for its quota. */
    static void measurePaced(Path directory, int few, int many) {
        spread(many).warmUp(directory.resolve("warm"));
        Run alone = dense(1).paced(directory.resolve("alone"));
        Table.row("floor: one account of 200 instances in one Region alone", alone.seconds, "s", "stated");
        for (int accounts : new int[] {few, many}) {
            Run all = dense(accounts).paced(directory.resolve("accounts-" + accounts));
            String who = all.contained + " instances in " + accounts + " accounts";
            all.print(who);
            Table.row(who + ": to one account", all.seconds / alone.seconds, "×", "≤ 1.2");
        }
    }

    /** In a JVM that has just started, much of the processors' time goes into compiling. */
    private void warmUp(Path journals) {
        try (Rig rig = rig(journals)) {
            run(rig, "IR-1");
        } finally {
            fake.close();
        }
    }

    private Run paced(Path journals) {
        fake.latency(LATENCY);
        try (Rig rig = rig(journals)) {
            Run run = run(rig, "IR-1");
            if (run.contained < instances.size()) {
                throw new IllegalStateException("Cannot measure: only " + run.contained + " are cut off");
            }
            return run;
        } finally {
            fake.close();
        }
    }

    static void measure(Path directory, int accounts) {
        double slowest = alone(directory.resolve("alone"));
        ManyAccounts all = spread(accounts);
        all.fake.latency(LATENCY);
        int targets = all.instances.size();
        String who = targets + " instances in " + accounts + " accounts and " + REGIONS.size() + " Regions";
        try (Rig rig = all.rig(directory.resolve("many"))) {
            Run run = all.run(rig, "IR-1");
            Table.row(who + ": cut off", run.contained, String.valueOf(targets));
            run.print(who);
            Table.row("floor: the slowest of " + (ALONE - 1) + " such accounts alone", slowest, "s", "stated");
            Table.row(who + ": to that account", run.seconds / slowest, "×", "≤ 1.2");
            all.printStraight(who, run);
            run.printMemory(rig);
        } finally {
            all.fake.close();
        }
    }

    /** The machine has a floor too: the same clients and FakeAws, whose calls are made one at a time. */
    private void printStraight(String who, Run run) {
        fake.quotas(Quotas.none());
        try (var straight = new StraightCalls(fake, instances, THREADS)) {
            double floor = straight.seconds(run.looks, run.changes);
            Table.row("floor: " + (run.looks + run.changes) + " such calls made straight off", floor, "s", "stated");
            Table.row(who + ": to those calls", run.seconds / floor, "×", "≤ 1.2");
        }
    }

    private static double alone(Path journals) {
        double slowest = 0;
        for (int count = 0; count < ALONE; count++) {
            ManyAccounts one = spread(1);
            one.fake.latency(LATENCY);
            try (Rig rig = one.rig(journals)) {
                double seconds = one.run(rig, "IR-" + count).seconds;
                slowest = count == 0 ? 0 : Math.max(slowest, seconds);
            } finally {
                one.fake.close();
            }
        }
        return slowest;
    }

    private Run run(Rig rig, String incident) {
        var run = new Run();
        run.begin(rig, incident);
        return run;
    }

    /** One run, and what the heap holds when its last step ends. */
    private final class Run {
        private final AtomicInteger left = new AtomicInteger();
        private int steps;
        private int contained;
        private double planned;
        private double processor;
        private double seconds;
        private double open;
        private long throttled;
        private long changes;
        private long looks;
        private long held;
        private long peak;

        void begin(Rig rig, String incident) {
            processor = -Table.processorSeconds();
            long from = System.nanoTime();
            ContainmentPlan plan =
                    rig.plan(incident, instances, Ec2.isolateNetwork(), ended -> ended(from, rig, ended));
            planned = (System.nanoTime() - from) / 1e9;
            steps = plan.plan().steps().size();
            left.set(steps);
            ContainmentReport report = plan.execute();
            contained = report.summary().targets().getOrDefault(Outcome.CUT_OFF, 0);
        }

        private void ended(long from, Rig rig, StepResult step) {
            if (left.decrementAndGet() == 0) {
                seconds = (System.nanoTime() - from) / 1e9;
                processor += Table.processorSeconds();
                changes = rig.calls.count(CallLog.MOVE);
                looks = rig.calls.count() - changes;
                throttled = rig.calls.throttled();
                open = rig.calls.openTimes().stream().max(Double::compare).orElse(0.0);
                peak = heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
                held = used(rig);
            }
        }

        void print(String who) {
            Table.row(who + ": from the first read to the last step", seconds, "s", "stated");
            Table.row("of that, the plan", planned, "s", "stated");
            Table.row("processor time of all cores, FakeAws's included", processor, "s", "stated");
            Table.row("longest that an interface stood open", open, "s", "≤ 2");
            Table.row("throttled answers", throttled, "0");
        }

        /** What the run held is what is free once it has gone; clients and fake are still there. */
        void printMemory(Rig rig) {
            double perStep = (double) (held - used(rig)) / steps / 1024;
            Table.row("memory held by the run, plan and journal included, a step of " + steps, perStep, "KiB", "≤ 4");
            Table.row("heap behind a collection, FakeAws included", held / 1048576.0, "MiB", "stated");
            Table.row("peak heap, FakeAws and garbage included", peak / 1048576.0, "MiB", "stated");
        }

        private long used(Rig rig) {
            rig.calls.clear();
            fake.clearCalls();
            System.gc();
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        private Stream<MemoryPoolMXBean> heap() {
            return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
        }
    }
}
