package dev.firebreak.testkit.door;

import dev.firebreak.testkit.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.core.async.AsyncRequestBody;

/** The body of an answer as it arrives in memory: as a rule at once, else slowly or not to its end. */
final class ArrivingBody {
    private ArrivingBody() {}

    static InputStream stream(WireResponse answer) {
        byte[] body = answer.delivery().arriving(answer.body());
        InputStream arriving = new ByteArrayInputStream(body);
        if (answer.delivery().isSlow()) {
            return new SequenceInputStream(
                    new LateEnd(() -> sleep(answer.delivery().lasting())), arriving);
        }
        return answer.delivery().breaksOff()
                ? new SequenceInputStream(arriving, new LateEnd(() -> breakOff(answer.body().length, body.length)))
                : arriving;
    }

    static Publisher<ByteBuffer> publisher(WireResponse answer) {
        if (!answer.delivery().breaksOff() && !answer.delivery().isSlow()) {
            return AsyncRequestBody.fromBytes(answer.body());
        }
        return subscriber -> subscriber.onSubscribe(new OneReading(subscriber, stream(answer)));
    }

    private static void breakOff(int promised, int arrived) throws IOException {
        throw new IOException("Premature end of Content-Length delimited message body (expected: " + promised
                + "; received: " + arrived + ")");
    }

    private static void sleep(Duration lasting) throws IOException {
        try {
            Thread.sleep(lasting.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while the body arrives");
        }
    }

    /** Has no bytes; something happens before it says so. */
    private static final class LateEnd extends InputStream {
        private final Happening happening;

        LateEnd(Happening happening) {
            this.happening = happening;
        }

        @Override
        public int read() throws IOException {
            happening.happen();
            return -1;
        }
    }

    /** What happens at the end. */
    @FunctionalInterface
    private interface Happening {
        void happen() throws IOException;
    }
}
