package dev.firebreak.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.Fleet;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.Ec2ClientBuilder;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;

/** The floor of {@link FourInstances} and {@link BigWorld}: the same bytes for the same clients, from what only sends them. */
@State(Scope.Benchmark)
public class CannedAnswer {
    @Param
    public Door door = Door.MEMORY;

    @Param({"4", "1000"})
    public int instances = 4;

    private final WireMockServer server = new WireMockServer(options()
            .bindAddress("127.0.0.1")
            .dynamicPort()
            .disableRequestJournal()
            .gzipDisabled(true));
    private @Nullable Ec2Client ec2;
    private @Nullable RawCall raw;

    @Setup
    public void record() {
        byte[] answer = answerOfFake();
        server.stubFor(any(anyUrl()).willReturn(ok().withBody(answer)));
        server.start();
        URI endpoint = URI.create(server.baseUrl());
        Ec2ClientBuilder builder = Ec2Client.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret")));
        ec2 = door == Door.HTTP
                ? builder.endpointOverride(endpoint).build()
                : builder.httpClient(new Canned(answer)).build();
        raw = RawCall.overHttp(endpoint, FourInstances.FORM);
    }

    private byte[] answerOfFake() {
        try (FakeAws fake = BigWorld.roomy()) {
            Fleet.launch(fake, instances);
            return RawCall.of(Door.MEMORY, fake, FourInstances.FORM + "&MaxResults=1000")
                    .answer();
        }
    }

    @TearDown
    public void close() {
        client().close();
        server.stop();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public DescribeInstancesResponse describe() {
        return client().describeInstances();
    }

    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    @OutputTimeUnit(TimeUnit.MICROSECONDS)
    public byte[] answer() {
        return Objects.requireNonNull(raw).answer();
    }

    private Ec2Client client() {
        return Objects.requireNonNull(ec2);
    }

    private record Canned(byte[] answer) implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return HttpExecuteResponse.builder()
                            .response(SdkHttpResponse.builder().statusCode(200).build())
                            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(answer)))
                            .build();
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }
}
