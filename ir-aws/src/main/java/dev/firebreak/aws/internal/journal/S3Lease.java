package dev.firebreak.aws.internal.journal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to write the records of an incident, for a time. Its object is replaced only under the entity tag that it
 * was seen with. It also says how many objects with records there are at least, so that removed last ones show.
 */
final class S3Lease {
    private static final String NAME = "lease.json";

    private final JournalBucket bucket;
    private final String incident;
    private final String writer;
    private final Duration time;
    private long objects;
    private String etag = "";

    private S3Lease(JournalBucket bucket, String incident, String writer, Duration time) {
        this.bucket = bucket;
        this.incident = incident;
        this.writer = writer;
        this.time = time;
    }

    /**
     * A lease as it is in the bucket.
     *
     * @param holder who has it, in words
     * @param expiresAt until when
     * @param objects how many objects with records there were when it was written
     */
    record Content(String holder, Instant expiresAt, long objects) {
        static Content parse(StoredObject object) {
            try {
                JsonNode tree = CanonicalJson.parse(new String(object.content(), StandardCharsets.UTF_8));
                return new Content(
                        tree.path("holder").asText(),
                        Instant.parse(tree.path("expiresAt").asText()),
                        tree.path("objects").asLong());
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new JournalException(
                        "Cannot read the lease " + object.key() + ": " + e.getMessage()
                                + " (when nobody has the incident open, put an older version of it in its place)",
                        e);
            }
        }

        StoredObject at(String key, String writer) {
            var tree = CanonicalJson.object()
                    .put("expiresAt", expiresAt.toString())
                    .put("holder", holder)
                    .put("objects", objects);
            return new StoredObject(key, writer, CanonicalJson.bytes(tree));
        }
    }

    static Optional<Content> read(JournalBucket bucket, String incident) {
        return bucket.find(bucket.key(incident, NAME)).map(found -> Content.parse(found.object()));
    }

    /** Takes the lease, or names who has it. */
    static S3Lease take(JournalBucket bucket, String incident, String writer, Duration time) {
        var there = bucket.find(bucket.key(incident, NAME));
        Optional<Content> held = there.map(found -> Content.parse(found.object()));
        if (held.isPresent() && held.get().expiresAt.isAfter(bucket.clock().instant())) {
            throw taken(incident, held.get().holder + " has it open, with a lease until " + held.get().expiresAt, null);
        }
        var lease = new S3Lease(bucket, incident, writer, time);
        try {
            lease.objects = held.map(Content::objects).orElse(0L);
            lease.etag = bucket.replace(
                    lease.renewed(), there.map(JournalBucket.Found::etag).orElse(null));
            return lease;
        } catch (TakenException e) {
            throw taken(incident, "another process has just opened it", e);
        }
    }

    private static JournalException taken(String incident, String why, @Nullable Throwable cause) {
        return new JournalException(
                "Cannot open the journal of " + incident + ": " + why
                        + " (wait for it to end, or use journal.read for a look)",
                cause);
    }

    private StoredObject renewed() {
        return until(bucket.clock().instant().plus(time));
    }

    private StoredObject until(Instant expiresAt) {
        String holder = "process " + ProcessHandle.current().pid() + " (" + writer + ")";
        return new Content(holder, expiresAt, objects).at(bucket.key(incident, NAME), writer);
    }

    /** Notes how many objects there are now, for the next time that the lease is written. */
    void note(long count) {
        objects = count;
    }

    void renew() throws TakenException {
        etag = bucket.replace(renewed(), etag);
    }

    /** Lets others take it at once. */
    void giveUp() throws TakenException {
        etag = bucket.replace(until(Instant.EPOCH), etag);
    }
}
