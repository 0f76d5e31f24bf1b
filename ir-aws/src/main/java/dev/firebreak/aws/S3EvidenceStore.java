package dev.firebreak.aws;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.Incident;
import dev.firebreak.aws.internal.evidence.S3Upload;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.EvidenceLocation;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import dev.firebreak.evidence.spi.EvidenceStore;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps evidence in an S3 bucket: each item's content, and a JSON beside it that completes it.
 *
 * <p>The bucket must be versioned, since Object Lock and the chain of custody name versions; give it Object Lock with a default retention,
 * Block Public Access and a policy that lets responders write and read but never delete, best in an account of its own. Content is sent in
 * parts of 8 MiB, so that an item may have up to 78 GiB (10,000 parts).
 */
public final class S3EvidenceStore implements EvidenceStore {
    private static final int PRECONDITION_FAILED = 412;

    private final S3Client s3;
    private final String bucket;
    private final String prefix;

    private S3EvidenceStore(S3Client s3, String bucket, String prefix) {
        this.s3 = s3;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * A store in this bucket.
     *
     * @throws EvidenceIntegrityException when the bucket is not versioned
     */
    public static S3EvidenceStore in(S3Client s3, String bucket) {
        return in(s3, bucket, "");
    }

    /**
     * A store in this bucket, below a prefix such as {@code cases/}.
     *
     * @throws EvidenceIntegrityException when the bucket is not versioned
     */
    public static S3EvidenceStore in(S3Client s3, String bucket, String prefix) {
        var versioning =
                s3.getBucketVersioning(request -> request.bucket(bucket)).status();
        if (versioning != BucketVersioningStatus.ENABLED) {
            throw new EvidenceIntegrityException("Cannot keep evidence in bucket " + bucket
                    + ": it is not versioned (enable versioning, best with Object Lock)");
        }
        return new S3EvidenceStore(s3, bucket, prefix);
    }

    @Override
    public EvidenceItem write(EvidenceDescription description, EvidenceContent content) throws IOException {
        Optional<EvidenceItem> earlier = find(description.incident(), description.id());
        if (earlier.isPresent()) {
            content.transferTo(OutputStream.nullOutputStream());
            return same(earlier.get(), content);
        }
        String key = key(description.incident(), description.id(), "content");
        String version = new S3Upload(s3, bucket, key, description.mediaType()).send(content);
        EvidenceItem item = description.storedAt(location(key, version), content);
        return complete(item, content);
    }

    /** Whoever writes the JSON first has written the item. */
    private EvidenceItem complete(EvidenceItem item, EvidenceContent content) {
        byte[] json = CanonicalJson.bytes(item.toJsonTree());
        try {
            s3.putObject(
                    request -> request.bucket(bucket)
                            .key(key(item.incident(), item.id(), "item.json"))
                            .contentType("application/json")
                            .ifNoneMatch("*"),
                    RequestBody.fromBytes(json));
            return item;
        } catch (S3Exception e) {
            if (e.statusCode() != PRECONDITION_FAILED) {
                throw e;
            }
            return same(find(item.incident(), item.id()).orElseThrow(() -> e), content);
        }
    }

    private static EvidenceItem same(EvidenceItem earlier, EvidenceContent content) {
        if (!earlier.sha256().equals(content.sha256())) {
            throw new EvidenceIntegrityException(
                    "Cannot store evidence " + earlier.id() + ": other content is there (SHA-256 " + earlier.sha256()
                            + ", not " + content.sha256() + "); evidence is never overwritten");
        }
        return earlier;
    }

    private EvidenceLocation location(String key, String version) {
        HeadObjectResponse head =
                s3.headObject(request -> request.bucket(bucket).key(key).versionId(version));
        var attributes = new TreeMap<String, String>();
        attributes.put("versionId", version);
        if (head.ssekmsKeyId() != null) {
            attributes.put("kmsKey", head.ssekmsKeyId());
        }
        if (head.objectLockMode() != null) {
            attributes.put("objectLockMode", head.objectLockModeAsString());
            attributes.put("retainUntil", head.objectLockRetainUntilDate().toString());
        }
        return EvidenceLocation.of("s3://" + bucket + "/" + key, attributes);
    }

    @Override
    public Optional<EvidenceItem> find(String incident, String id) {
        return read(key(Incident.of(incident).id(), EvidenceDescription.requireId(id), "item.json"));
    }

    private Optional<EvidenceItem> read(String key) {
        try {
            String json = s3.getObjectAsBytes(request -> request.bucket(bucket).key(key))
                    .asUtf8String();
            return Optional.of(EvidenceItem.fromJson(CanonicalJson.parse(json)));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new EvidenceIntegrityException("Cannot read s3://" + bucket + "/" + key + ": " + e.getMessage(), e);
        }
    }

    @Override
    public InputStream open(EvidenceItem item) throws IOException {
        String version = item.location().attributes().get("versionId");
        try {
            return s3.getObject(request -> request.bucket(bucket)
                    .key(key(item.incident(), item.id(), "content"))
                    .versionId(version));
        } catch (SdkException e) {
            throw new IOException("Cannot read " + item.location().uri() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public List<EvidenceItem> list(String incident) {
        String below = prefix + Incident.of(incident).id() + "/";
        return s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(below)).contents().stream()
                .filter(object -> object.key().endsWith("/item.json"))
                .flatMap(object -> read(object.key()).stream())
                .toList();
    }

    private String key(String incident, String id, String part) {
        return prefix + incident + "/" + id + "/" + part;
    }
}
