package dev.firebreak.testkit;

import dev.firebreak.testkit.guest.GuestNetwork;
import dev.firebreak.testkit.network.GuestPath;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.iam.Session;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.S3Client;

/** Lets the guests of a fake reach its services, through the pipeline that every call passes. */
final class GuestLinks {
    private final FakeAws fake;

    private GuestLinks(FakeAws fake) {
        this.fake = fake;
    }

    static void connect(FakeAws fake) {
        var links = new GuestLinks(fake);
        GuestNetwork network = GuestNetwork.of(fake.world());
        network.path(new GuestPath());
        network.web(links::send);
        network.storage(links::put);
    }

    private GuestNetwork.Answer send(String method, URI address, Map<String, String> headers, byte[] body) {
        SdkHttpFullRequest.Builder http = SdkHttpFullRequest.builder()
                .uri(address)
                .method(SdkHttpMethod.fromValue(method))
                .contentStreamProvider(() -> new ByteArrayInputStream(body));
        headers.forEach(http::putHeader);
        var call = HttpExecuteRequest.builder()
                .request(http.build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body))
                .build();
        try {
            HttpExecuteResponse answer = fake.httpClient().prepareRequest(call).call();
            return new GuestNetwork.Answer(answer.httpResponse().statusCode(), bytes(answer));
        } catch (IOException broken) {
            return new GuestNetwork.Answer(503, new byte[0]);
        }
    }

    private static byte[] bytes(HttpExecuteResponse answer) {
        try (InputStream body = answer.responseBody().orElseThrow()) {
            return body.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read an answer in memory", unreadable);
        }
    }

    private boolean put(Region region, Session session, String bucket, String key, byte[] content) {
        var credentials = AwsSessionCredentials.create(session.accessKeyId(), session.secret(), session.token());
        try (S3Client s3 = fake.configure(S3Client.builder())
                .region(software.amazon.awssdk.regions.Region.of(region.name()))
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build()) {
            s3.putObject(object -> object.bucket(bucket).key(key), RequestBody.fromBytes(content));
            return true;
        } catch (AwsServiceException refused) {
            return false;
        }
    }
}
