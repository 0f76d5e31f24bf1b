package dev.firebreak.testkit.door;

import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Dispatcher;
import dev.firebreak.testkit.wire.WireResponse;
import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;

/** An HTTP client for synchronous SDK clients that hands requests to the dispatcher in the caller's thread. */
public final class InMemoryHttpClient implements SdkHttpClient {
    private final Dispatcher dispatcher;

    private InMemoryHttpClient(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** A client for this dispatcher. */
    public static InMemoryHttpClient of(Dispatcher dispatcher) {
        return new InMemoryHttpClient(dispatcher);
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return execute(request);
            }

            @Override
            public void abort() {
                // A call is over before anyone could abort it.
            }
        };
    }

    private HttpExecuteResponse execute(HttpExecuteRequest request) throws IOException {
        byte[] body = body(request);
        try {
            WireResponse answer = dispatcher.dispatch(SdkRequests.wire(request.httpRequest(), body));
            var response = HttpExecuteResponse.builder().response(SdkRequests.head(answer));
            // An answer to HEAD has no body at all: the SDK would try to unpack an empty one that is said to be zipped.
            if (request.httpRequest().method() != SdkHttpMethod.HEAD) {
                response.responseBody(AbortableInputStream.create(ArrivingBody.stream(answer)));
            }
            return response.build();
        } catch (ConnectionDropped dropped) {
            throw SdkRequests.broken(dropped);
        }
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
        if (request.contentStreamProvider().isEmpty()) {
            return new byte[0];
        }
        try (InputStream content = request.contentStreamProvider().get().newStream()) {
            return content.readAllBytes();
        }
    }

    @Override
    public String clientName() {
        return "FakeAws";
    }

    @Override
    public void close() {
        // Nothing is held open; FakeAws may have lent this client to several SDK clients.
    }
}
