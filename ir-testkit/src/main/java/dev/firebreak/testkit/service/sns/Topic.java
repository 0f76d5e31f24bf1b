package dev.firebreak.testkit.service.sns;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A topic: its attributes, its tags and its subscriptions. */
final class Topic {
    /** Which topic it is. */
    record Name(String account, String region, String name) {
        String arn() {
            return "arn:aws:sns:" + region + ":" + account + ":" + name;
        }
    }

    /** What was published under a deduplication id, and until when SNS remembers it. */
    record Published(String messageId, String sequence, Instant until) {}

    private final Name name;
    private final SortedMap<String, String> attributes = new TreeMap<>();
    private final SortedMap<String, String> tags = new TreeMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Published> published = new LinkedHashMap<>();
    private int deletedSubscriptions;
    private long sequence = 1;

    Topic(Name name) {
        this.name = name;
    }

    Name name() {
        return name;
    }

    String arn() {
        return name.arn();
    }

    boolean isFifo() {
        return name.name().endsWith(".fifo");
    }

    /** The attributes that were set. */
    SortedMap<String, String> attributes() {
        return attributes;
    }

    /** The policy, which at first lets the owner's account do everything. */
    String policy() {
        return attributes.getOrDefault("Policy", TopicPolicies.initial(name));
    }

    SortedMap<String, String> tags() {
        return tags;
    }

    /** The subscriptions by ARN, without those that nobody confirmed in time. */
    Map<String, Subscription> subscriptions(Instant now) {
        subscriptions.values().removeIf(subscription -> subscription.lapsed(now));
        return subscriptions;
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription.arn());
        deletedSubscriptions++;
    }

    int deletedSubscriptions() {
        return deletedSubscriptions;
    }

    Map<String, Published> published(Instant now) {
        Collection<Published> all = published.values();
        all.removeIf(one -> !one.until().isAfter(now));
        return published;
    }

    /** The next sequence number, 20 digits and growing. */
    String nextSequence() {
        return String.format(Locale.ROOT, "1%019d", 1000 * sequence++);
    }
}
