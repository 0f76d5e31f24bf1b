package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firebreak.TargetRef;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** The provider's own HTTP client, against a server that answers nobody before it has been asked by all. */
class ConnectionsTest {
    private static final int CALLS = 90;
    private static final byte[] ANSWER =
            "<DescribeVpcsResponse><vpcSet/></DescribeVpcsResponse>".getBytes(StandardCharsets.UTF_8);

    private final CountDownLatch asked = new CountDownLatch(CALLS);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), CALLS);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        asked.countDown();
        try {
            int status = asked.await(5, TimeUnit.SECONDS) ? 200 : 400;
            exchange.sendResponseHeaders(status, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @AfterEach
    void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void calls_asManyAsARunOverManyAccountsMakes_doNotWaitForConnections() {
        try (AwsProvider provider = AwsProvider.builder()
                .credentials(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .region(Region.EU_WEST_1)
                .endpointOverride(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .build()) {
            var here = new TargetRef("aws", "123456789012", "eu-west-1", "ec2-instance", "i-1");

            List<CompletableFuture<Boolean>> calls = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> provider.clients().ec2(here).describeVpcs().hasVpcs(), threads))
                    .limit(CALLS)
                    .toList();

            assertThat(calls).allSatisfy(call -> assertThat(call.join()).isTrue());
        }
    }
}
