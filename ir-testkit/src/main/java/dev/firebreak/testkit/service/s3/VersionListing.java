package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One page of the versions in a bucket: by key, and of one key the newest first.
 *
 * @param versions versions and delete markers
 * @param prefixes the common prefixes
 * @param nextKey where the next page begins; null on the last page
 * @param nextVersionId after which version of that key; null when after all of them
 */
record VersionListing(
        List<StoredVersion> versions,
        Set<String> prefixes,
        @Nullable String nextKey,
        @Nullable String nextVersionId) {

    static VersionListing of(
            Bucket bucket, @Nullable String keyMarker, @Nullable String versionMarker, KeyListing.Query query) {
        if (versionMarker != null && keyMarker == null) {
            throw S3Errors.invalidArgument("A version-id marker cannot be specified without a key marker.");
        }
        List<StoredVersion> versions = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        String lastKey = null;
        String lastId = null;
        for (StoredVersion version : candidates(bucket, keyMarker, versionMarker)) {
            String common = query.common(version.key());
            boolean listed = common != null
                    && (prefixes.contains(common) || (keyMarker != null && common.compareTo(keyMarker) <= 0));
            if (!query.includes(version.key()) || listed) {
                continue;
            }
            if (versions.size() + prefixes.size() == query.limit()) {
                return new VersionListing(versions, prefixes, query.limit() > 0 ? lastKey : null, lastId);
            }
            if (common == null) {
                versions.add(version);
            } else {
                prefixes.add(common);
            }
            lastKey = common == null ? version.key() : common;
            lastId = common == null ? version.versionId() : null;
        }
        return new VersionListing(versions, prefixes, null, null);
    }

    private static List<StoredVersion> candidates(
            Bucket bucket, @Nullable String keyMarker, @Nullable String versionMarker) {
        List<StoredVersion> candidates = new ArrayList<>();
        var objects = keyMarker == null ? bucket.objects() : bucket.objects().tailMap(keyMarker);
        objects.forEach((key, all) -> {
            if (!key.equals(keyMarker)) {
                candidates.addAll(all);
            } else if (versionMarker != null) {
                candidates.addAll(after(all, versionMarker));
            }
        });
        return candidates;
    }

    private static List<StoredVersion> after(List<StoredVersion> all, String versionId) {
        for (int index = 0; index < all.size(); index++) {
            if (all.get(index).versionId().equals(versionId)) {
                return all.subList(index + 1, all.size());
            }
        }
        return List.of();
    }
}
