package dev.firebreak.aws.internal.journal;

import dev.firebreak.JournalException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket that a journal is in, and the calls to it. */
public final class JournalBucket {
    private static final Logger LOG = LoggerFactory.getLogger(JournalBucket.class);
    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final int ATTEMPTS = 5;
    private static final long PAUSE = Duration.ofMillis(50).toNanos();

    private final S3Client s3;
    private final Place place;
    private final @Nullable Retention retention;
    private final Clock clock;
    private volatile boolean checked;

    public JournalBucket(S3Client s3, Place place, @Nullable Retention retention, Clock clock) {
        this.s3 = s3;
        this.place = place;
        this.retention = retention;
        this.clock = clock;
    }

    /**
     * Where a journal is.
     *
     * @param bucket the bucket's name
     * @param owner the account that must own it; null when any may
     * @param prefix what all keys begin with
     */
    public record Place(String bucket, @Nullable String owner, String prefix) {}

    /** How, and for how long, objects with records are locked. */
    public record Retention(ObjectLockMode mode, Duration time) {}

    /** An object that is there, and its entity tag. */
    record Found(StoredObject object, String etag) {}

    Clock clock() {
        return clock;
    }

    /** The key of something that belongs to an incident. */
    String key(String incident, String name) {
        return place.prefix + incident + "/" + name;
    }

    String uri(String key) {
        return "s3://" + place.bucket + "/" + key;
    }

    /** Refuses a bucket in which what was done to the journal would not show, and tells of one that does not lock it. */
    void check() {
        if (checked) {
            return;
        }
        var versioning = s3.getBucketVersioning(
                        request -> request.bucket(place.bucket).expectedBucketOwner(place.owner))
                .status();
        if (versioning != BucketVersioningStatus.ENABLED) {
            throw new JournalException("Cannot keep a journal in bucket " + place.bucket
                    + ": it is not versioned (enable versioning, best with Object Lock)");
        }
        checkLock();
        checked = true;
    }

    private void checkLock() {
        try {
            var lock = s3.getObjectLockConfiguration(
                            request -> request.bucket(place.bucket).expectedBucketOwner(place.owner))
                    .objectLockConfiguration();
            if (retention == null && lock.rule() == null) {
                warn("locks nothing by default, and no retention is set");
            }
        } catch (S3Exception e) {
            if (e.statusCode() != NOT_FOUND) {
                throw e;
            }
            if (retention != null) {
                throw new JournalException(
                        "Cannot lock a journal in bucket " + place.bucket
                                + ": it has no Object Lock (enable it on the bucket, or set no retention)",
                        e);
            }
            warn("has no Object Lock");
        }
    }

    private void warn(String what) {
        LOG.warn(
                "Bucket {} {}: whoever may delete versions of its objects can remove records of the journal",
                place.bucket,
                what);
    }

    /** The current version of an object; empty when there is none. */
    Optional<Found> find(String key) {
        try {
            return Optional.of(get(key, null));
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    Found get(String key, @Nullable String version) {
        var answer = s3.getObjectAsBytes(request -> request.bucket(place.bucket)
                .expectedBucketOwner(place.owner)
                .key(key)
                .versionId(version));
        var object = StoredObject.of(key, answer.response().metadata(), answer.asByteArray());
        return new Found(object, answer.response().eTag());
    }

    /** All versions and delete markers of the keys that begin so, a page at a time. */
    Iterable<ListObjectVersionsResponse> versions(String prefix) {
        return s3.listObjectVersionsPaginator(request ->
                request.bucket(place.bucket).expectedBucketOwner(place.owner).prefix(prefix));
    }

    /** Writes an object with records where there is none yet, and locks it. */
    void create(StoredObject object) throws TakenException {
        put(object, null, retention);
    }

    /**
     * Writes an object in place of the one with this entity tag; of none when it is null. After a call that failed it looks at what is
     * there, since the answer alone may have been lost.
     *
     * @return the new entity tag
     */
    String replace(StoredObject object, @Nullable String etag) throws TakenException {
        return put(object, etag, null);
    }

    private String put(StoredObject object, @Nullable String etag, @Nullable Retention lock) throws TakenException {
        for (int attempt = 1; ; attempt++) {
            try {
                return s3.putObject(request(object, etag, lock), RequestBody.fromBytes(object.content()))
                        .eTag();
            } catch (SdkException e) {
                Optional<Found> there = findAfter(e, object.key());
                if (there.isPresent() && there.get().object().isSame(object)) {
                    return there.get().etag();
                }
                if (!there.map(Found::etag).equals(Optional.ofNullable(etag))) {
                    throw new TakenException(uri(object.key()), e);
                }
                if (!isConflict(e) || attempt == ATTEMPTS) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE * attempt);
            }
        }
    }

    private PutObjectRequest request(StoredObject object, @Nullable String etag, @Nullable Retention lock) {
        var request = PutObjectRequest.builder()
                .bucket(place.bucket)
                .expectedBucketOwner(place.owner)
                .key(object.key())
                .metadata(object.metadata())
                .contentType("application/json")
                .ifMatch(etag)
                .ifNoneMatch(etag == null ? "*" : null);
        if (lock != null) {
            request.objectLockMode(lock.mode)
                    .objectLockRetainUntilDate(clock.instant().plus(lock.time));
        }
        return request.build();
    }

    private Optional<Found> findAfter(SdkException failure, String key) {
        try {
            return find(key);
        } catch (SdkException e) {
            failure.addSuppressed(e);
            throw failure;
        }
    }

    /** Another write of the same key was under way: S3 says to try again. */
    private static boolean isConflict(SdkException failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == CONFLICT;
    }
}
