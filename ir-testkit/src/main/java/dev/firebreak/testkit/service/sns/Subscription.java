package dev.firebreak.testkit.service.sns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.pattern.EventPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An endpoint that gets the messages of a topic, as soon as it has confirmed. */
final class Subscription {
    /** What a subscription is of. */
    record Key(String arn, String topicArn, String owner, String protocol, String endpoint) {}

    private static final Duration CONFIRMABLE = Duration.ofDays(2);

    private final Key key;
    private final String token;
    private final Instant created;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private boolean pending;
    private boolean authenticated;

    Subscription(Key key, String token, Instant created, boolean pending) {
        this.key = key;
        this.token = token;
        this.created = created;
        this.pending = pending;
        this.authenticated = !pending;
    }

    Key key() {
        return key;
    }

    String arn() {
        return key.arn();
    }

    String token() {
        return token;
    }

    boolean isPending() {
        return pending;
    }

    /** Whether nobody confirmed it in time. */
    boolean lapsed(Instant now) {
        return pending && !created.plus(CONFIRMABLE).isAfter(now);
    }

    void confirm(boolean authenticate) {
        pending = false;
        authenticated = authenticate;
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    /** The attributes that were set. */
    Map<String, String> attributes() {
        return attributes;
    }

    boolean isRaw() {
        return "true".equals(attributes.get("RawMessageDelivery"));
    }

    /** Whether the filter policy, if there is one, lets a message through. */
    boolean wants(JsonNode messageAttributes, String body) {
        String policy = attributes.getOrDefault("FilterPolicy", "");
        if (policy.isEmpty() || policy.equals("{}")) {
            return true;
        }
        boolean ofBody = "MessageBody".equals(attributes.get("FilterPolicyScope"));
        return EventPattern.parse(policy).matches(ofBody ? FilterPolicy.body(body) : messageAttributes);
    }

    ObjectNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("protocol", key.protocol()).put("endpoint", key.endpoint()).put("pending", pending);
        ObjectNode set = json.putObject("attributes");
        attributes.forEach(set::put);
        return json;
    }
}
