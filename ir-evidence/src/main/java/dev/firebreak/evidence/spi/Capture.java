package dev.firebreak.evidence.spi;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Evidence about to be read: a stream, and what is known of it. An immutable value that refines into a new one; the stream is
 * closed by whoever reads it.
 */
public final class Capture {
    private final InputStream content;
    private final String name;
    private final Facts facts;

    private Capture(InputStream content, String name, Facts facts) {
        this.content = content;
        this.name = name;
        this.facts = facts;
    }

    private record Facts(
            String mediaType,
            String source,
            String method,
            List<String> requestIds,
            List<String> changes,
            OptionalLong expectedSize) {}

    /**
     * A stream of unknown length.
     *
     * @param name a name for people, such as {@code console.txt}; any character is allowed, it is never used as a path
     * @param content the bytes; a read that stalls must throw, not end
     */
    public static Capture of(String name, InputStream content) {
        var facts = new Facts("application/octet-stream", "", "", List.of(), List.of(), OptionalLong.empty());
        return new Capture(content, name, facts);
    }

    /** The media type. If not set, {@code application/octet-stream}. */
    public Capture mediaType(String type) {
        return with(new Facts(type, facts.source, facts.method, facts.requestIds, facts.changes, facts.expectedSize));
    }

    /** The ARN or URI of what it is taken from. If not set, the step's resource. */
    public Capture source(String arnOrUri) {
        return with(new Facts(
                facts.mediaType, arnOrUri, facts.method, facts.requestIds, facts.changes, facts.expectedSize));
    }

    /** The API or command that it comes from, such as {@code ec2:GetConsoleOutput}; no secrets. If not set, the step's kind. */
    public Capture method(String apiOrCommand) {
        return with(new Facts(
                facts.mediaType, facts.source, apiOrCommand, facts.requestIds, facts.changes, facts.expectedSize));
    }

    /** Adds the provider's id of a request that the content comes from. */
    public Capture requestId(String id) {
        return with(new Facts(
                facts.mediaType,
                facts.source,
                facts.method,
                plus(facts.requestIds, id),
                facts.changes,
                facts.expectedSize));
    }

    /** Adds a change that the acquisition could not avoid, such as {@code avml was loaded into memory}. */
    public Capture change(String what) {
        return with(new Facts(
                facts.mediaType,
                facts.source,
                facts.method,
                facts.requestIds,
                plus(facts.changes, what),
                facts.expectedSize));
    }

    /**
     * The length in bytes; a stream of any other length is an error.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public Capture expectedSize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("Invalid expected size: " + bytes + " (must not be negative)");
        }
        return with(new Facts(
                facts.mediaType, facts.source, facts.method, facts.requestIds, facts.changes, OptionalLong.of(bytes)));
    }

    private Capture with(Facts changed) {
        return new Capture(content, name, changed);
    }

    private static List<String> plus(List<String> list, String more) {
        var longer = new ArrayList<>(list);
        longer.add(more);
        return List.copyOf(longer);
    }

    /** The name for people. */
    public String name() {
        return name;
    }

    /** The bytes. */
    public InputStream content() {
        return content;
    }

    /** The media type. */
    public String mediaType() {
        return facts.mediaType;
    }

    /** The ARN or URI of what it is taken from; empty when not set. */
    public String source() {
        return facts.source;
    }

    /** The API or command that it comes from; empty when not set. */
    public String method() {
        return facts.method;
    }

    /** The provider's request ids. */
    public List<String> requestIds() {
        return facts.requestIds;
    }

    /** The changes that the acquisition could not avoid. */
    public List<String> changes() {
        return facts.changes;
    }

    /** The length in bytes, if known. */
    public OptionalLong expectedSize() {
        return facts.expectedSize;
    }
}
