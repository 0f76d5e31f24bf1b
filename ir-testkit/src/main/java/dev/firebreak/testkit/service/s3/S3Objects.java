package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.StorageClass;

/** What the operations on objects have in common. */
final class S3Objects {
    private static final int KEY_BYTES = 1024;
    private static final int METADATA_BYTES = 2048;

    private S3Objects() {}

    /** The version that a request means, which must exist and not be a delete marker. */
    static StoredVersion existing(Bucket bucket, String key, @Nullable String versionId) {
        if (versionId == null) {
            StoredVersion current = bucket.current(key).orElseThrow(S3Errors::noSuchKey);
            if (current.isDeleteMarker()) {
                throw S3Errors.noSuchKey();
            }
            return current;
        }
        StoredVersion version = bucket.version(key, checkedId(versionId)).orElseThrow(S3Errors::noSuchVersion);
        if (version.isDeleteMarker()) {
            throw S3Errors.notAllowedOnMarker();
        }
        return version;
    }

    static String checkedId(String versionId) {
        if (!versionId.matches("null|[A-Za-z0-9._]{32}")) {
            throw S3Errors.invalidArgument("Invalid version id specified");
        }
        return versionId;
    }

    static void checkKey(String key, Map<String, String> metadata) {
        if (key.getBytes(StandardCharsets.UTF_8).length > KEY_BYTES) {
            throw AwsError.of("KeyTooLongError", "Your key is too long");
        }
        int size = metadata.entrySet().stream()
                .mapToInt(entry -> bytes(entry.getKey()) + bytes(entry.getValue()))
                .sum();
        if (size > METADATA_BYTES) {
            throw AwsError.of("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size");
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The id of the next version in a bucket. */
    static String nextId(Call call, Bucket bucket) {
        return bucket.versioning() == Bucket.Versioning.ENABLED
                ? call.world().ids().secret(32)
                : StoredVersion.NULL_ID;
    }

    /** A version's id as writes answer it: outside versioning, none. */
    static @Nullable String answeredId(StoredVersion version) {
        return version.versionId().equals(StoredVersion.NULL_ID) ? null : version.versionId();
    }

    /** The version's id as reads answer it: where versioning never was, none. */
    static @Nullable String readId(Bucket bucket, StoredVersion version) {
        return bucket.versioning() == Bucket.Versioning.NEVER ? null : version.versionId();
    }

    static HeadObjectResponse.Builder complete(HeadObjectResponse.Builder head, Bucket bucket, Instant modified) {
        HeadObjectResponse asked = head.build();
        if (asked.contentType() == null) {
            head.contentType("binary/octet-stream");
        }
        if (StorageClass.STANDARD == asked.storageClass()) {
            head.storageClass((StorageClass) null);
        }
        ObjectEncryption.complete(head, bucket);
        return head.acceptRanges("bytes").lastModified(modified.truncatedTo(ChronoUnit.SECONDS));
    }

    static String etag(byte[] content) {
        return "\"" + HexFormat.of().formatHex(Checksums.md5(content)) + "\"";
    }

    /** Compares entity tags, with or without their quotes. */
    static boolean sameEtag(String asked, String etag) {
        return asked.replace("\"", "").equals(etag.replace("\"", ""));
    }

    /** The conditions of a conditional write: {@code If-None-Match: *} and {@code If-Match}. */
    static void checkWrite(Bucket bucket, String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        if ((ifMatch != null && ifNoneMatch != null)
                || "*".equals(ifMatch)
                || (ifNoneMatch != null && !ifNoneMatch.equals("*"))) {
            throw S3Errors.notImplemented();
        }
        Optional<StoredVersion> current = bucket.current(key).filter(version -> !version.isDeleteMarker());
        if (ifNoneMatch != null && current.isPresent()) {
            throw S3Errors.preconditionFailed();
        }
        if (ifMatch != null) {
            String etag = current.orElseThrow(S3Errors::noSuchKey).head().eTag();
            if (!sameEtag(ifMatch, etag)) {
                throw S3Errors.preconditionFailed();
            }
        }
    }

    /** Parses the {@code x-amz-tagging} header. */
    static void tag(StoredVersion version, @Nullable String tagging) {
        if (tagging == null) {
            return;
        }
        for (String pair : List.of(tagging.split("&"))) {
            String[] parts = pair.split("=", 2);
            String value = parts.length < 2 ? "" : decoded(parts[1]);
            if (version.tags().put(decoded(parts[0]), value) != null) {
                throw S3Errors.invalidArgument(
                        "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL "
                                + "query parameters without tag name duplicates.");
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
