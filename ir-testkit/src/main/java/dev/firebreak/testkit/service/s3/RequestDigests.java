package dev.firebreak.testkit.service.s3;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** The digests with which requests vouch for a body that is XML or JSON; those of objects' bytes are checked where they are stored. */
final class RequestDigests {
    private static final String CHECKSUM = "x-amz-checksum-";

    /** Of the operations that the model wants a checksum of, these refuse to go without one. */
    private static final Set<String> DEMANDING = Set.of(
            "DeleteObjects",
            "PutBucketCors",
            "PutBucketLifecycleConfiguration",
            "PutObjectLegalHold",
            "PutObjectLockConfiguration",
            "PutObjectRetention");

    private RequestDigests() {}

    /** Refuses a request whose digest is missing or wrong. */
    static void check(String operation, Map<String, List<String>> headers, byte[] body) {
        if (!vouchesForBody(operation)) {
            return;
        }
        List<String> md5 = headers.getOrDefault("Content-MD5", List.of());
        md5.forEach(value -> Checksums.verifyMd5(value, body));
        boolean given = !md5.isEmpty();
        for (Checksums checksum : Checksums.values()) {
            List<String> values = headers.getOrDefault(CHECKSUM + checksum.lowerName(), List.of());
            values.forEach(value -> checksum.verify(value, body));
            given |= !values.isEmpty();
        }
        if (!given && DEMANDING.contains(operation)) {
            throw S3Errors.invalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");
        }
    }

    /** The checksums of all other requests are those of an object. */
    private static boolean vouchesForBody(String operation) {
        return operation.equals("DeleteObjects") || (operation.startsWith("Put") && !operation.equals("PutObject"));
    }
}
