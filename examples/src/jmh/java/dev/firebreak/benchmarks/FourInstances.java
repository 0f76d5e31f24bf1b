package dev.firebreak.benchmarks;

import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;

/** {@code DescribeInstances} of four instances, by a synchronous client, through either door. */
@State(Scope.Benchmark)
public class FourInstances {
    static final String FORM = "Action=DescribeInstances&Version=2016-11-15";

    @Param
    public Door door = Door.MEMORY;

    private final FakeAws fake = FakeAws.create();
    private Ec2Client ec2 = fake.ec2();
    private RawCall raw = RawCall.of(door, fake, FORM);

    @Setup
    public void launch() {
        Estate estate = Estate.in(fake);
        for (int index = 0; index < 4; index++) {
            estate.launch(InstanceSpec.named("web-" + index).groups("web"));
        }
        ec2 = door.ec2(fake);
        raw = RawCall.of(door, fake, FORM);
    }

    @TearDown
    public void close() {
        ec2.close();
        fake.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public DescribeInstancesResponse describe() {
        return ec2.describeInstances();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public byte[] answer() {
        return raw.answer();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public DescribeInstancesResponse parallelClients() {
        return ec2.describeInstances();
    }

    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public byte[] parallelAnswers() {
        return raw.answer();
    }
}
