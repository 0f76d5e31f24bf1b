package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FakeAwsServerTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final FakeAwsServer server = FakeAwsServer.printingTo(
            new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port x",
                "--port -1",
                "--port 65536",
                "--prot 1",
                "--enforce-iam --enforce-iam",
                "--port 1 2",
                "4566"
            })
    void start_badArguments_saysOneLineAndGivesTwo(String arguments) {
        assertThat(server.start(arguments.split(" "))).hasValue(2);

        assertThat(err.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void start_help_printsUsage() {
        assertThat(server.start("--help")).hasValue(0);

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("Usage: java -jar fake-aws.jar");
    }

    @Test
    void start_portZero_printsWhereItListens() {
        assertThat(server.start("--port", "0")).isEmpty();

        assertThat(out.toString(StandardCharsets.UTF_8)).matches("FakeAws ready at http://127\\.0\\.0\\.1:\\d+\\R");
    }

    @Test
    void start_enforcing_refusesAnUnsignedRequest() throws Exception {
        assertThat(server.start("--port", "0", "--enforce-iam")).isEmpty();
        String endpoint = out.toString(StandardCharsets.UTF_8).strip().replaceFirst(".* ", "");

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(endpoint + "/?Action=DescribeInstances&Version=2016-11-15"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isGreaterThanOrEqualTo(400);
    }

    @Test
    void start_portTaken_saysOneLineAndGivesOne() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(server.start("--port", String.valueOf(taken.getLocalPort())))
                    .hasValue(1);
        }

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .startsWith("Cannot open port");
    }
}
