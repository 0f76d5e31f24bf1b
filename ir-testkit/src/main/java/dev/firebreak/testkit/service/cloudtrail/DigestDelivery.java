package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.World;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/**
 * Delivers digest files, signed as AWS signs them.
 *
 * @see <a href="https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html">Digest
 *     file structure</a>
 */
final class DigestDelivery {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final World world;
    private final StoredTrail trail;
    private final Trail settings;

    DigestDelivery(World world, StoredTrail trail) {
        this.world = world;
        this.trail = trail;
        this.settings = trail.settings();
    }

    void deliver(Instant end) {
        if (!trail.logging() || !Boolean.TRUE.equals(settings.logFileValidationEnabled())) {
            return;
        }
        var regions = new TreeSet<>(trail.digests().regions());
        regions.add(settings.homeRegion());
        regions.forEach(region -> deliver(region, end));
    }

    private void deliver(String region, Instant end) {
        String account = settings.trailARN().split(":")[4];
        String key = TrailDelivery.prefix(world, settings, account, "CloudTrail-Digest", region, end) + account
                + "_CloudTrail-Digest_" + region + "_" + settings.name() + "_" + settings.homeRegion() + "_"
                + SECOND.format(end) + ".json.gz";
        ObjectNode digest = digest(account, key, end);
        var previous = trail.digests().previous(region);
        if (previous == null) {
            digest.putNull("previousDigestS3Bucket")
                    .putNull("previousDigestS3Object")
                    .putNull("previousDigestHashValue")
                    .putNull("previousDigestHashAlgorithm")
                    .putNull("previousDigestSignature");
        } else {
            digest.put("previousDigestS3Bucket", previous.bucket())
                    .put("previousDigestS3Object", previous.key())
                    .put("previousDigestHashValue", previous.hash())
                    .put("previousDigestHashAlgorithm", "SHA-256")
                    .put("previousDigestSignature", previous.signature());
        }
        list(digest, trail.digests().take(region, end));
        put(region, key, digest);
    }

    private ObjectNode digest(String account, String key, Instant end) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("awsAccountId", account)
                .put("digestStartTime", text(trail.digests().begin(end)))
                .put("digestEndTime", text(end))
                .put("digestS3Bucket", settings.s3BucketName())
                .put("digestS3Object", key)
                .put("digestPublicKeyFingerprint", DigestKey.get().fingerprint())
                .put("digestSignatureAlgorithm", "SHA256withRSA");
    }

    private static void list(ObjectNode digest, List<DigestChain.LogFile> files) {
        if (files.isEmpty()) {
            digest.putNull("newestEventTime").putNull("oldestEventTime");
        } else {
            digest.put("newestEventTime", text(files.get(files.size() - 1).newest()))
                    .put("oldestEventTime", text(files.get(0).oldest()));
        }
        ArrayNode list = digest.putArray("logFiles");
        files.forEach(file -> list.addObject()
                .put("s3Bucket", file.bucket())
                .put("s3Object", file.key())
                .put("hashValue", file.hash())
                .put("hashAlgorithm", "SHA-256")
                .put("newestEventTime", text(file.newest()))
                .put("oldestEventTime", text(file.oldest())));
    }

    private void put(String region, String key, ObjectNode digest) {
        byte[] content = digest.toString().getBytes(StandardCharsets.UTF_8);
        String hash = DigestChain.sha256(content);
        String before = digest.path("previousDigestSignature").asText();
        String signed = String.join(
                "\n",
                digest.path("digestEndTime").asText(),
                settings.s3BucketName() + "/" + key,
                hash,
                before.isEmpty() ? "null" : before);
        String signature = DigestKey.get().sign(signed.getBytes(StandardCharsets.UTF_8));
        var metadata = Map.of("signature", signature, "signature-algorithm", "SHA256withRSA");
        if (TrailDelivery.put(world, trail, key, content, metadata)) {
            trail.digests()
                    .delivered(
                            region, new DigestChain.Link(settings.s3BucketName(), key, hash, signature), world.now());
        }
    }

    private static String text(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
