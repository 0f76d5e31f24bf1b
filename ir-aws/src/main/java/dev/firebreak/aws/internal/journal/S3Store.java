package dev.firebreak.aws.internal.journal;

import dev.firebreak.JournalException;
import dev.firebreak.journal.JournalRecord;
import dev.firebreak.journal.spi.GroupLog;
import dev.firebreak.journal.spi.RecordBatch;
import dev.firebreak.journal.spi.RecordStore;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;

/** The objects of one incident that is open: an object a batch. */
public final class S3Store implements RecordStore {
    private static final int ATTEMPTS = 5;

    private final JournalBucket bucket;
    private final String incident;
    private final String writer;
    private final S3Lease lease;
    private long count;

    private S3Store(JournalBucket bucket, String incident, String writer, S3Lease lease) {
        this.bucket = bucket;
        this.incident = incident;
        this.writer = writer;
        this.lease = lease;
    }

    /**
     * Takes the lease, then a number: whoever had the lease before cannot write behind it any more.
     *
     * @throws JournalException when another process has the incident open, the bucket refuses, or the journal is not to be trusted
     */
    public static GroupLog open(JournalBucket bucket, String incident, Duration time) {
        try {
            bucket.check();
            String writer = UUID.randomUUID().toString();
            var store = new S3Store(bucket, incident, writer, S3Lease.take(bucket, incident, writer, time));
            return new GroupLog(store, incident, bucket.clock(), store.begin()).renewedEvery(time.dividedBy(3));
        } catch (SdkException e) {
            throw new JournalException("Cannot open the journal of " + incident + ": " + e.getMessage(), e);
        }
    }

    /** A journal that cannot be read leaves the lease to others. */
    private List<JournalRecord> begin() {
        try {
            return fence();
        } catch (RuntimeException e) {
            try {
                close();
            } catch (JournalException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw e;
        }
    }

    /** What a slower writer got in before the fence is read again. */
    private List<JournalRecord> fence() {
        for (int attempt = 1; ; attempt++) {
            RecordObjects there = RecordObjects.read(bucket, incident);
            count = there.count();
            try {
                create(new byte[0]);
                return there.records();
            } catch (TakenException e) {
                if (attempt == ATTEMPTS) {
                    throw new JournalException(
                            "Cannot open the journal of " + incident + ": other processes write it all the time", e);
                }
            }
        }
    }

    private void create(byte[] content) throws TakenException {
        bucket.create(new StoredObject(RecordObjects.key(bucket, incident, count + 1), writer, content));
        count++;
        lease.note(count);
    }

    @Override
    public void write(RecordBatch batch) {
        try {
            create(batch.bytes());
        } catch (TakenException e) {
            throw lost(e);
        } catch (SdkException e) {
            throw new JournalException(
                    "Cannot write the journal of " + incident + ": " + e.getMessage()
                            + "; no further change is made (see to the bucket, then run again: it goes on where it stopped)",
                    e);
        }
    }

    @Override
    public void renew() {
        try {
            lease.renew();
        } catch (TakenException e) {
            throw lost(e);
        } catch (SdkException e) {
            // Whether anybody else took over shows at the next write; until then the next renewal may succeed.
        }
    }

    private JournalException lost(TakenException cause) {
        return new JournalException(
                "Cannot write the journal of " + incident
                        + ": another process has taken over; no further change is made here (its lease ran out, or "
                        + cause.getMessage() + ")",
                cause);
    }

    /** A lease that is lost is another's to give up. */
    @Override
    public void close() {
        try {
            lease.giveUp();
        } catch (TakenException e) {
            // Whoever has it now does not wait for it.
        } catch (SdkException e) {
            throw new JournalException("Cannot close the journal of " + incident + ": " + e.getMessage(), e);
        }
    }
}
