package dev.firebreak.aws;

import dev.firebreak.Incident;
import dev.firebreak.JournalException;
import dev.firebreak.aws.internal.journal.JournalBucket;
import dev.firebreak.aws.internal.journal.RecordObjects;
import dev.firebreak.aws.internal.journal.S3Store;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.journal.spi.OpenLogs;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;

/**
 * Keeps records in an S3 bucket, which should be in an account that the attacker does not hold: its client is given here, apart from
 * the provider that contains. Any member of a team can go on with an incident.
 *
 * <p>Below {@code <prefix><incident>/records/} each object has the lines of the records that were appended together, under the next
 * number; all in turn are the text of a {@link dev.firebreak.journal.FileJournal}. An object is only ever written where there is none
 * ({@code If-None-Match: *}), so that two writers cannot both have a number.
 *
 * <p>The process that has an incident open holds a lease in {@code <prefix><incident>/lease.json}, which it renews. When it dies,
 * another may open the incident once the lease has run out. Whoever opens it writes an empty object under the next number, which is
 * its token: a process that lost its lease finds the number taken, cannot append, and so stops before its next change. Clocks of the
 * processes decide only when a lease may be taken, never who may write.
 *
 * <p>The bucket must be versioned: an object that was deleted or overwritten shows, and the error names it. Only Object Lock keeps those
 * who may delete versions from removing the last records without a trace: see {@link Builder#retention}. Needed are
 * {@code s3:PutObject}, {@code s3:GetObject}, {@code s3:GetObjectVersion}, {@code s3:ListBucket}, {@code s3:ListBucketVersions},
 * {@code s3:GetBucketVersioning} and {@code s3:GetBucketObjectLockConfiguration}, and with a retention {@code s3:PutObjectRetention};
 * no right to delete.
 *
 * <p><b>Failure:</b> after a call that failed, when the object is not there, the log takes no more records until the incident is opened
 * again. When only the answer was lost, the object is there, and the log goes on.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 */
public final class S3Journal implements Journal {
    private final JournalBucket bucket;
    private final Duration lease;
    private final OpenLogs logs = new OpenLogs();

    private S3Journal(Builder settings) {
        this.bucket = new JournalBucket(
                set(settings.client, "client"),
                new JournalBucket.Place(set(settings.bucket, "bucket"), settings.owner, settings.prefix),
                settings.retention,
                settings.clock);
        this.lease = settings.lease;
    }

    private static <T> T set(@Nullable T setting, String name) {
        if (setting == null) {
            throw new IllegalStateException("Cannot build: no " + name + " is set (call " + name + "(...))");
        }
        return setting;
    }

    /** A builder; {@code client} and {@code bucket} have no default. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws JournalException also when the bucket refuses, is not versioned, or has no Object Lock though a retention is set
     */
    @Override
    public IncidentLog open(String incident) {
        String id = Incident.of(incident).id();
        return logs.open(id, () -> S3Store.open(bucket, id, lease));
    }

    @Override
    public List<JournalRecord> read(String incident) {
        String id = Incident.of(incident).id();
        try {
            return RecordObjects.read(bucket, id).records();
        } catch (SdkException e) {
            throw new JournalException("Cannot read the journal of " + id + ": " + e.getMessage(), e);
        }
    }

    /** Builds an {@link S3Journal}. */
    public static final class Builder {
        private @Nullable S3Client client;
        private @Nullable String bucket;
        private @Nullable String owner;
        private String prefix = "";
        private Duration lease = Duration.ofSeconds(60);
        private Clock clock = Clock.systemUTC();
        private JournalBucket.@Nullable Retention retention;

        private Builder() {}

        /** The client, with credentials for the bucket; it stays open. */
        public Builder client(S3Client client) {
            this.client = client;
            return this;
        }

        /** The bucket's name. */
        public Builder bucket(String bucket) {
            this.bucket = bucket;
            return this;
        }

        /** The account, of twelve digits, that must own the bucket. If not set, any may. */
        public Builder bucketOwner(String account) {
            if (!account.matches("\\d{12}")) {
                throw new IllegalArgumentException("Invalid account: '" + account + "' (must be twelve digits)");
            }
            this.owner = account;
            return this;
        }

        /**
         * What all keys begin with, such as {@code journals/}. If not set, nothing.
         *
         * @throws IllegalArgumentException when it has other characters than letters, digits and {@code !_.*'()/-}, or does not end
         *     with a slash
         */
        public Builder prefix(String prefix) {
            if (!prefix.matches("([A-Za-z0-9!_.*'()-]+/)*") || prefix.matches("(.*/)?\\.{1,2}/.*")) {
                throw new IllegalArgumentException("Invalid prefix: '" + prefix
                        + "' (must be names of letters, digits and !_.*'()-, each with a slash behind it)");
            }
            this.prefix = prefix;
            return this;
        }

        /** For how long a lease is taken and renewed. If not set, 60 seconds. */
        public Builder lease(Duration time) {
            if (time.compareTo(Duration.ofSeconds(1)) < 0) {
                throw new IllegalArgumentException("Invalid lease: " + time + " (must be at least a second)");
            }
            this.lease = time;
            return this;
        }

        /**
         * How long each object with records is locked, from when it is written. If not set, as long as the bucket's default says; where
         * it has none, a warning is logged when an incident is opened.
         */
        public Builder retention(ObjectLockMode mode, Duration time) {
            if (time.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("Invalid retention: " + time + " (must be at least a day)");
            }
            this.retention = new JournalBucket.Retention(mode, time);
            return this;
        }

        /** Where the time comes from. If not set, the system. */
        public Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * The journal; nothing is called yet.
         *
         * @throws IllegalStateException when no client or no bucket is set
         */
        public S3Journal build() {
            return new S3Journal(this);
        }
    }
}
