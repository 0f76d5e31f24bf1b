package dev.firebreak.aws.internal.journal;

import dev.firebreak.JournalException;
import dev.firebreak.journal.JournalChain;
import dev.firebreak.journal.JournalRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The objects with the records of an incident, all checked.
 *
 * @param records the records, oldest first
 * @param count how many objects there are
 */
public record RecordObjects(List<JournalRecord> records, long count) {
    private static final String FOLDER = "records/";
    private static final int READERS = 16;

    /** The key of the object with this number, from 1. */
    static String key(JournalBucket bucket, String incident, long number) {
        return bucket.key(incident, FOLDER + String.format(Locale.ROOT, "%012d.jsonl", number));
    }

    /**
     * Reads and checks the objects of an incident.
     *
     * @throws JournalException when one was deleted, overwritten or added, or the chain is broken; the message names the object
     */
    public static RecordObjects read(JournalBucket bucket, String incident) {
        long atLeast =
                S3Lease.read(bucket, incident).map(S3Lease.Content::objects).orElse(0L);
        List<ObjectVersion> versions = versions(bucket, incident);
        if (versions.size() < atLeast) {
            throw untrusted(
                    bucket,
                    key(bucket, incident, versions.size() + 1L),
                    "it is missing; " + atLeast + " objects were written");
        }
        var chain = new JournalChain(incident);
        String writer = "";
        for (StoredObject object : contents(bucket, versions)) {
            if (object.content().length == 0) {
                writer = object.writer();
            } else if (!object.writer().equals(writer)) {
                throw untrusted(bucket, object.key(), "it is not of the process that had the incident open");
            }
            add(chain, bucket.uri(object.key()), object.content());
        }
        List<JournalRecord> records = chain.records();
        if (!records.isEmpty() && !records.get(0).incident().equals(incident)) {
            throw untrusted(
                    bucket,
                    bucket.key(incident, FOLDER),
                    "its records are of " + records.get(0).incident());
        }
        return new RecordObjects(records, versions.size());
    }

    /** The only version of each object, in the order of their numbers. */
    private static List<ObjectVersion> versions(JournalBucket bucket, String incident) {
        var versions = new ArrayList<ObjectVersion>();
        for (ListObjectVersionsResponse page : bucket.versions(bucket.key(incident, FOLDER))) {
            page.deleteMarkers().stream().findFirst().ifPresent(marker -> {
                throw untrusted(bucket, marker.key(), "it was deleted at " + marker.lastModified());
            });
            for (ObjectVersion version : page.versions()) {
                requireNext(bucket, incident, versions, version);
                versions.add(version);
            }
        }
        return versions;
    }

    private static void requireNext(
            JournalBucket bucket, String incident, List<ObjectVersion> before, ObjectVersion version) {
        String wanted = key(bucket, incident, before.size() + 1L);
        if (version.key().equals(wanted)) {
            return;
        }
        if (!before.isEmpty()
                && version.key().equals(before.get(before.size() - 1).key())) {
            throw untrusted(
                    bucket,
                    version.key(),
                    "it was overwritten at " + before.get(before.size() - 1).lastModified());
        }
        boolean numbered = version.key().matches(".*/\\d{12}\\.jsonl");
        throw numbered
                ? untrusted(bucket, wanted, "it is missing; the journal goes on in " + version.key())
                : untrusted(bucket, version.key(), "no journal has an object of this name");
    }

    private static List<StoredObject> contents(JournalBucket bucket, List<ObjectVersion> versions) {
        ExecutorService readers = Executors.newFixedThreadPool(READERS);
        try {
            List<CompletableFuture<StoredObject>> reads = versions.stream()
                    .map(version -> CompletableFuture.supplyAsync(
                            () -> bucket.get(version.key(), version.versionId()).object(), readers))
                    .toList();
            return reads.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            readers.shutdownNow();
        }
    }

    private static void add(JournalChain chain, String uri, byte[] content) {
        chain.enter(uri);
        String text = text(uri, content);
        if (!text.isEmpty() && !text.endsWith("\n")) {
            throw untrusted(uri, "it does not end with a line end");
        }
        text.lines().forEach(chain::add);
    }

    private static String text(String uri, byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw untrusted(uri, "it is not UTF-8");
        }
    }

    private static JournalException untrusted(JournalBucket bucket, String key, String why) {
        return untrusted(bucket.uri(key), why);
    }

    private static JournalException untrusted(String uri, String why) {
        return new JournalException("Cannot trust journal " + uri + ": " + why
                + " (keep all versions as evidence; put back what was there to go on)");
    }
}
