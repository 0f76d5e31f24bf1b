package dev.firebreak.testkit.world.s3;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/** A multipart upload in progress. */
public final class MultipartUpload {
    private final String id;
    private final CreateMultipartUploadRequest request;
    private final Instant initiated;
    private final SortedMap<Integer, Part> parts = new TreeMap<>();

    public MultipartUpload(String id, CreateMultipartUploadRequest request, Instant initiated) {
        this.id = id;
        this.request = request;
        this.initiated = initiated;
    }

    /**
     * An uploaded part.
     *
     * @param content the bytes
     * @param etag the MD5 in quotes
     * @param checksums what was given and checked: algorithm to base-64 value
     * @param modified when it was uploaded
     */
    public record Part(byte[] content, String etag, Map<String, String> checksums, Instant modified) {}

    /** The upload id. */
    public String id() {
        return id;
    }

    /** The key of the object to be. */
    public String key() {
        return request.key();
    }

    /** How the upload was begun: the headers of the object to be. */
    public CreateMultipartUploadRequest request() {
        return request;
    }

    /** When the upload was begun. */
    public Instant initiated() {
        return initiated;
    }

    /** The parts by number. */
    public SortedMap<Integer, Part> parts() {
        return parts;
    }
}
