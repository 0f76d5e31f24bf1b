package dev.firebreak.testkit.service.cloudtrail;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The digest files of a trail: one an hour and Region, each of which names the one before. */
final class DigestChain {
    private static final Duration PERIOD = Duration.ofHours(1);

    private final SortedMap<String, Link> previous = new TreeMap<>();
    private final SortedMap<String, List<LogFile>> files = new TreeMap<>();
    private Instant next = Instant.MAX;
    private @Nullable Instant delivered;

    /**
     * A log file that was delivered.
     *
     * @param bucket the bucket
     * @param key the key
     * @param hash the SHA-256 of the file, unpacked
     * @param oldest the time of its first event
     * @param newest the time of its last event
     * @param at when it was delivered
     */
    record LogFile(String bucket, String key, String hash, Instant oldest, Instant newest, Instant at) {}

    /**
     * The latest digest file of a Region.
     *
     * @param bucket the bucket
     * @param key the key
     * @param hash the SHA-256 of the file, unpacked
     * @param signature its signature
     */
    record Link(String bucket, String key, String hash, String signature) {}

    void start(Instant now) {
        next = now.plus(PERIOD);
    }

    Instant next() {
        return next;
    }

    /** The ends of the hours that have passed without a digest; each begins the next hour. */
    List<Instant> ends(Instant now) {
        var ends = new ArrayList<Instant>();
        while (!next.equals(Instant.MAX) && !now.isBefore(next)) {
            ends.add(next);
            next = next.plus(PERIOD);
        }
        return ends;
    }

    Instant begin(Instant end) {
        return end.minus(PERIOD);
    }

    void add(String region, LogFile file) {
        files.computeIfAbsent(region, made -> new ArrayList<>()).add(file);
    }

    /** Takes the log files of a Region that were delivered up to this time. */
    List<LogFile> take(String region, Instant end) {
        List<LogFile> all = files.getOrDefault(region, new ArrayList<>());
        List<LogFile> taken =
                all.stream().filter(file -> !file.at().isAfter(end)).toList();
        all.removeAll(taken);
        return taken;
    }

    /** The Regions that have digests or log files. */
    List<String> regions() {
        var names = new ArrayList<>(previous.keySet());
        files.keySet().stream().filter(name -> !names.contains(name)).forEach(names::add);
        return names;
    }

    @Nullable
    Link previous(String region) {
        return previous.get(region);
    }

    void delivered(String region, Link link, Instant now) {
        previous.put(region, link);
        delivered = now;
    }

    @Nullable
    Instant delivered() {
        return delivered;
    }

    static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
