package dev.firebreak.testkit.wire.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import java.nio.charset.StandardCharsets;

/** The errors that the JSON protocols have in common. */
public final class JsonErrors {
    private JsonErrors() {}

    public static byte[] body(AwsError error) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("__type", error.code()).put("message", error.message());
        error.details().forEach(body::put);
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    public static AwsError internalFailure() {
        return new AwsError("InternalFailure", 500, "The request processing has failed because of an unknown error");
    }
}
