package dev.firebreak.benchmarks;

import dev.firebreak.testkit.FakeAws;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;

/** One EC2 call as bytes, without an SDK client that signs the request and parses the answer: what the fake itself costs. */
final class RawCall {
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    private final Callable<byte[]> call;

    private RawCall(Callable<byte[]> call) {
        this.call = call;
    }

    static RawCall of(Door door, FakeAws fake, String form) {
        return new RawCall(door == Door.MEMORY ? inMemory(fake, form) : overHttp(fake.endpoint(), form).call);
    }

    byte[] answer() {
        try {
            return call.call();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static Callable<byte[]> inMemory(FakeAws fake, String form) {
        byte[] body = form.getBytes(StandardCharsets.UTF_8);
        SdkHttpFullRequest request = SdkHttpFullRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(URI.create("https://ec2." + fake.region() + ".amazonaws.com/"))
                .putHeader("Content-Type", FORM)
                .build();
        HttpExecuteRequest prepared = HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        return () -> fake.httpClient()
                .prepareRequest(prepared)
                .call()
                .responseBody()
                .orElseThrow()
                .readAllBytes();
    }

    static RawCall overHttp(URI endpoint, String form) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return new RawCall(
                () -> client.send(request, BodyHandlers.ofByteArray()).body());
    }
}
