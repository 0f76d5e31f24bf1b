package dev.firebreak.testkit.wire;

import java.util.Map;

/**
 * An HTTP answer on its way to a door.
 *
 * @param status the HTTP status
 * @param headers the headers, one value each
 * @param body the bytes of the body
 * @param delivery how it travels
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record WireResponse(int status, Map<String, String> headers, byte[] body, Delivery delivery) {
    /** An answer that arrives at once and whole. */
    public WireResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Delivery.PROMPT);
    }

    /** The same answer, travelling otherwise. */
    public WireResponse delivered(Delivery otherwise) {
        return new WireResponse(status, headers, body, otherwise);
    }
}
