package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.world.RegionQuota;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

/** A world of very many instances, in memory. */
@State(Scope.Benchmark)
public class BigWorld {
    @Param({"1000", "100000"})
    public int instances = 1000;

    private final FakeAws fake = roomy();
    private final Ec2Client ec2 = fake.ec2();
    private String middle = "";
    private String token = "";
    private RawCall rawPage = RawCall.of(Door.MEMORY, fake, "");
    private RawCall rawLookup = rawPage;

    @Setup
    public void launch() {
        List<String> ids = Fleet.launch(fake, instances);
        middle = ids.get(ids.size() / 2);
        token = tokenHalfWay();
        String form = "Action=DescribeInstances&Version=2016-11-15";
        String next = instances > 1000 ? "&NextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8) : "";
        rawPage = RawCall.of(Door.MEMORY, fake, form + "&MaxResults=1000" + next);
        rawLookup = RawCall.of(Door.MEMORY, fake, form + "&InstanceId.1=" + middle);
    }

    /** A fake whose Region may have as many network interfaces as such worlds need. */
    static FakeAws roomy() {
        return FakeAws.builder()
                .quotas(Quotas.none().raised(RegionQuota.NETWORK_INTERFACES, 200_000))
                .build();
    }

    /** The token of the last page of a thousand that begins in the first half. */
    private String tokenHalfWay() {
        String found = "";
        for (int page = 0; page < Math.max(1, instances / 2000); page++) {
            String after = found;
            found = ec2.describeInstances(query -> query.maxResults(500).nextToken(after.isEmpty() ? null : after))
                    .nextToken();
        }
        return found;
    }

    @TearDown
    public void close() {
        fake.close();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public DescribeInstancesResponse page() {
        return ec2.describeInstances(query -> query.maxResults(1000).nextToken(instances > 1000 ? token : null));
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public byte[] pageAnswer() {
        return rawPage.answer();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public byte[] lookupAnswer() {
        return rawLookup.answer();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public DescribeInstancesResponse lookup() {
        return ec2.describeInstances(query -> query.instanceIds(middle));
    }
}
