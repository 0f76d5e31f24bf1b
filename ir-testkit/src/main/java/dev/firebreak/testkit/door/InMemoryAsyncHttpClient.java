package dev.firebreak.testkit.door;

import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Dispatcher;
import dev.firebreak.testkit.wire.WireResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;

/** An HTTP client for asynchronous SDK clients that hands requests to the dispatcher in threads of an executor. */
public final class InMemoryAsyncHttpClient implements SdkAsyncHttpClient {
    private final Dispatcher dispatcher;
    private final Executor executor;

    private InMemoryAsyncHttpClient(Dispatcher dispatcher, Executor executor) {
        this.dispatcher = dispatcher;
        this.executor = executor;
    }

    /** A client for this dispatcher. */
    public static InMemoryAsyncHttpClient of(Dispatcher dispatcher, Executor executor) {
        return new InMemoryAsyncHttpClient(dispatcher, executor);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // its outcome is handed on to the other one
    public CompletableFuture<Void> execute(AsyncExecuteRequest request) {
        var done = new CompletableFuture<Void>();
        BodyCollector.collect(request.requestContentPublisher())
                .thenAcceptAsync(body -> answer(request, body), executor)
                .whenComplete((nothing, failure) -> finish(request, failure, done));
        return done;
    }

    private void answer(AsyncExecuteRequest request, byte[] body) {
        deliver(request, dispatcher.dispatch(SdkRequests.wire(request.request(), body)));
    }

    private static void finish(AsyncExecuteRequest request, @Nullable Throwable failure, CompletableFuture<Void> done) {
        if (failure == null) {
            done.complete(null);
            return;
        }
        Throwable seen = asIoError(failure);
        request.responseHandler().onError(seen);
        done.completeExceptionally(seen);
    }

    private static Throwable asIoError(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return cause instanceof ConnectionDropped dropped ? SdkRequests.broken(dropped) : cause;
    }

    private static void deliver(AsyncExecuteRequest request, WireResponse answer) {
        request.responseHandler().onHeaders(SdkRequests.head(answer));
        request.responseHandler().onStream(ArrivingBody.publisher(answer));
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
