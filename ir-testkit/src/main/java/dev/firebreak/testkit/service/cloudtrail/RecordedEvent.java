package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event, kept as typed objects: its JSON is made when it is asked for.
 *
 * @param number its place in the order of all events; the event id comes of it
 * @param place whose event it is, and where
 * @param time when
 * @param identity who
 * @param kind what CloudTrail says of the operation
 * @param content what was done
 */
record RecordedEvent(long number, Place place, Instant time, Identity identity, EventKind kind, Content content) {

    /**
     * Where an event is recorded.
     *
     * @param recipient the account that gets it
     * @param region the Region
     * @param shared the number that both records of a call across accounts share; 0 when there is but one
     */
    record Place(String recipient, String region, long shared) {}

    /** What was done: an API call, or a sign-in. */
    interface Content {
        /** Puts the elements from {@code sourceIPAddress} to {@code additionalEventData}. */
        void describe(ObjectNode event);

        /** Puts the elements after {@code readOnly} that are of this kind only. */
        void conclude(ObjectNode event);

        /** The resources by which the event is found. */
        Iterable<EventResources.Resource> resources();
    }

    String id() {
        return uuid(number);
    }

    /** An id that looks random, and costs nothing until someone asks. */
    static String uuid(long number) {
        long high = mix(number * 2 + 1) & ~0xF000L | 0x4000L;
        long low = mix(number * 2 + 2) & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
        return new UUID(high, low).toString();
    }

    private static long mix(long seed) {
        long mixed = seed * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** Whether this is the record in the account of the resource, of a caller from another account. */
    private boolean fromElsewhere() {
        return !place.recipient().equals(identity.caller().accountId());
    }

    /** The name of who called, for those who may know it. */
    @Nullable
    String userName() {
        return fromElsewhere() ? null : identity.userName();
    }

    /** The key that signed, for those who may know it. */
    @Nullable
    String accessKeyId() {
        return fromElsewhere() || identity.accessKeyId().isEmpty() ? null : identity.accessKeyId();
    }

    /** The event as CloudTrail writes it. */
    ObjectNode json() {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("eventVersion", "1.11");
        event.set("userIdentity", fromElsewhere() ? identity.seenFromElsewhere() : identity.json());
        event.put("eventTime", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", kind.source())
                .put("eventName", kind.name())
                .put("awsRegion", place.region());
        content.describe(event);
        event.put("eventID", id()).put("readOnly", kind.readOnly());
        content.conclude(event);
        event.put("managementEvent", kind.management()).put("recipientAccountId", place.recipient());
        if (place.shared() != 0) {
            event.put("sharedEventID", uuid(place.shared()));
        }
        return event.put("eventCategory", kind.management() ? "Management" : "Data");
    }
}
