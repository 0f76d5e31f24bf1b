package dev.firebreak.aws.internal.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Sends a stream of unknown length to one object: at once where it is short, in parts where it is not. */
public final class S3Upload {
    private static final int PART = 8 * 1024 * 1024;

    private final S3Client s3;
    private final String bucket;
    private final String key;
    private final String mediaType;

    public S3Upload(S3Client s3, String bucket, String key, String mediaType) {
        this.s3 = s3;
        this.bucket = bucket;
        this.key = key;
        this.mediaType = mediaType;
    }

    /** The id of the version that was written, when all of it was. */
    public String send(InputStream content) throws IOException {
        byte[] first = content.readNBytes(PART);
        return first.length < PART ? sendAtOnce(first) : sendInParts(first, content);
    }

    private String sendAtOnce(byte[] bytes) {
        return s3.putObject(
                        request -> request.bucket(bucket).key(key).contentType(mediaType), RequestBody.fromBytes(bytes))
                .versionId();
    }

    private String sendInParts(byte[] first, InputStream rest) throws IOException {
        String upload = s3.createMultipartUpload(
                        request -> request.bucket(bucket).key(key).contentType(mediaType))
                .uploadId();
        try {
            List<CompletedPart> parts = sendParts(upload, first, rest);
            return s3.completeMultipartUpload(request ->
                            request.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)))
                    .versionId();
        } catch (IOException | RuntimeException e) {
            abort(upload, e);
            throw e;
        }
    }

    private List<CompletedPart> sendParts(String upload, byte[] first, InputStream rest) throws IOException {
        var parts = new ArrayList<CompletedPart>();
        for (byte[] part = first; part.length > 0; part = rest.readNBytes(PART)) {
            byte[] bytes = part;
            int number = parts.size() + 1;
            var sent = s3.uploadPart(
                    request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                    RequestBody.fromBytes(bytes));
            parts.add(CompletedPart.builder()
                    .partNumber(number)
                    .eTag(sent.eTag())
                    .checksumCRC32(sent.checksumCRC32())
                    .build());
        }
        return parts;
    }

    private void abort(String upload, Exception reason) {
        try {
            s3.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
        } catch (RuntimeException e) {
            reason.addSuppressed(e);
        }
    }
}
