package dev.firebreak.testkit.door;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Publishes a stream as one part when first asked for any, and the failure when it breaks off. */
final class OneReading implements Subscription {
    private final Subscriber<? super ByteBuffer> subscriber;
    private final InputStream stream;
    private final AtomicBoolean over = new AtomicBoolean();

    OneReading(Subscriber<? super ByteBuffer> subscriber, InputStream stream) {
        this.subscriber = subscriber;
        this.stream = stream;
    }

    @Override
    public void request(long parts) {
        if (over.getAndSet(true)) {
            return;
        }
        try {
            subscriber.onNext(ByteBuffer.wrap(stream.readAllBytes()));
            subscriber.onComplete();
        } catch (IOException broken) {
            subscriber.onError(broken);
        }
    }

    @Override
    public void cancel() {
        over.set(true);
    }
}
