package dev.firebreak.testkit.world.s3;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.SdkJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.AccessControlPolicy;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/** One version of an S3 object, or a delete marker. */
public final class StoredVersion {
    /** The id of the one version that a key has outside versioning. */
    public static final String NULL_ID = "null";

    private final String key;
    private final HeadObjectResponse head;
    private final byte[] content;
    private final List<Integer> partSizes;
    private final SortedMap<String, String> tags = new TreeMap<>();
    private @Nullable Retention retention;
    private boolean legalHold;
    private @Nullable AccessControlPolicy acl;

    /**
     * Makes a version.
     *
     * @param key the object's key
     * @param head what {@code HeadObject} answers of it, its version id and checksums included
     * @param content the bytes
     * @param partSizes the sizes of the parts that it was uploaded in; empty when it was put whole
     */
    public StoredVersion(String key, HeadObjectResponse head, byte[] content, List<Integer> partSizes) {
        this.key = key;
        this.head = head;
        this.content = content;
        this.partSizes = List.copyOf(partSizes);
    }

    /**
     * Until when, and how strictly, a version is retained.
     *
     * @param mode governance, which can be bypassed, or compliance, which nobody can
     * @param until when the retention ends
     */
    public record Retention(ObjectLockMode mode, Instant until) {
        /** Whether the retention still holds. */
        public boolean holdsAt(Instant now) {
            return until.isAfter(now);
        }
    }

    /** The object's key. */
    public String key() {
        return key;
    }

    /** The version id; {@code null}, as a text, outside versioning. */
    public String versionId() {
        return head.versionId();
    }

    /** Whether this marks a deletion, and has no content. */
    public boolean isDeleteMarker() {
        return Boolean.TRUE.equals(head.deleteMarker());
    }

    /** What {@code HeadObject} answers, without the lock. */
    public HeadObjectResponse head() {
        return head;
    }

    /** The bytes. */
    public byte[] content() {
        return content;
    }

    /** The sizes of the parts that it was uploaded in; empty when it was put whole. */
    public List<Integer> partSizes() {
        return partSizes;
    }

    /** The object's tags. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** The retention, also when it has ended. */
    public Optional<Retention> retention() {
        return Optional.ofNullable(retention);
    }

    /** Sets the retention; {@code null} removes it. */
    public void retain(@Nullable Retention until) {
        retention = until;
    }

    /** Whether a legal hold is on. */
    public boolean legalHold() {
        return legalHold;
    }

    /** Puts the legal hold on or takes it off. */
    public void hold(boolean on) {
        legalHold = on;
    }

    /** The ACL; empty when only the owner may do anything by it. */
    public Optional<AccessControlPolicy> acl() {
        return Optional.ofNullable(acl);
    }

    /** Sets the ACL; {@code null} leaves the owner alone in it. */
    public void setAcl(@Nullable AccessControlPolicy policy) {
        acl = policy;
    }

    ObjectNode snapshot() {
        ObjectNode node = SdkJson.of(head);
        ObjectNode tagNode = node.putObject("tags");
        tags.forEach(tagNode::put);
        retention().ifPresent(kept -> node.put("retention", kept.mode() + " until " + kept.until()));
        acl().ifPresent(set -> node.set("acl", SdkJson.of(set)));
        return node.put("legalHold", legalHold);
    }
}
