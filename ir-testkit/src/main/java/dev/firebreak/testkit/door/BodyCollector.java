package dev.firebreak.testkit.door;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Gathers a published request body. */
final class BodyCollector implements Subscriber<ByteBuffer> {
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();

    private BodyCollector() {}

    static CompletableFuture<byte[]> collect(Publisher<ByteBuffer> publisher) {
        var collector = new BodyCollector();
        publisher.subscribe(collector);
        return collector.whole;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        gathered.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        whole.complete(gathered.toByteArray());
    }
}
