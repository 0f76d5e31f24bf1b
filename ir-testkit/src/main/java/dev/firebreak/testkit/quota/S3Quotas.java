package dev.firebreak.testkit.quota;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;
import java.util.Optional;

/**
 * The rates of S3 per prefix: 3,500 changes and 5,500 reads a second.
 *
 * <p>See "Best practices design patterns: optimizing Amazon S3 performance" in the Amazon S3 User Guide. S3 finds by itself where it
 * parts a bucket's keys; here each is parted behind the last slash of the key.
 */
final class S3Quotas {
    private static final Allowance CHANGES = Allowance.rate(3500);
    private static final Allowance READS = Allowance.rate(5500);

    private S3Quotas() {}

    static List<Draw> draws(Invocation invocation) {
        Optional<Object> bucket = ServiceQuotas.member(invocation.request(), "Bucket");
        Optional<Object> key = ServiceQuotas.member(invocation.request(), "Key");
        if (bucket.isEmpty() || key.isEmpty()) {
            return List.of();
        }
        String prefix = bucket.get() + "/" + key.get();
        String place = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        return List.of(
                ServiceQuotas.isRead(invocation)
                        ? Draw.one("reads " + place, READS)
                        : Draw.one("changes " + place, CHANGES));
    }
}
