package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A new fake, up to the answer to its first call. */
public class Ready {
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public int create() {
        try (FakeAws fake = FakeAws.create()) {
            return fake.ec2().describeInstances().reservations().size();
        }
    }

    /** Prints the milliseconds from the start of this JVM until the fake is there, and until it has answered its first call. */
    public static void main(String[] args) {
        try (FakeAws fake = FakeAws.create()) {
            long ready = ManagementFactory.getRuntimeMXBean().getUptime();
            fake.ec2().describeInstances();
            System.out.println(
                    ready + " " + ManagementFactory.getRuntimeMXBean().getUptime());
        }
    }
}
