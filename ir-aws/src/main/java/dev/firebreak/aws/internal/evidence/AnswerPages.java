package dev.firebreak.aws.internal.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import software.amazon.awssdk.awscore.AwsResponse;

/** The pages of one answer put together: the lists of all, and no token. */
final class AnswerPages {
    private static final String TOKEN = "NextToken";

    private final ObjectNode whole = CanonicalJson.object();

    void add(AwsResponse page) {
        SdkJson.object(page).properties().forEach(field -> {
            JsonNode earlier = whole.get(field.getKey());
            if (earlier instanceof ArrayNode list && field.getValue() instanceof ArrayNode more) {
                list.addAll(more);
            } else if (!field.getKey().equals(TOKEN)) {
                whole.set(field.getKey(), field.getValue());
            }
        });
    }

    ObjectNode json() {
        return whole;
    }
}
