package dev.firebreak.testkit.wire;

import java.util.Map;

/**
 * An HTTP answer on its way to a door.
 *
 * @param status the HTTP status
 * @param headers the headers, one value each
 * @param body the bytes of the body
 */
@SuppressWarnings("ArrayRecordComponent") // carried, never compared
public record WireResponse(int status, Map<String, String> headers, byte[] body) {}
