package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.MultipartUpload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.Part;

/** Lists the multipart uploads in progress, and their parts. */
final class MultipartListings {
    private static final int MOST = 1000;

    void register(Operations operations) {
        operations
                .rest("ListParts", "GET /{Bucket}/{Key+}?uploadId", ListPartsRequest::builder, this::listParts)
                .rest(
                        "ListMultipartUploads",
                        "GET /{Bucket}?uploads",
                        ListMultipartUploadsRequest::builder,
                        this::listUploads);
    }

    private ListPartsResponse listParts(Call call, ListPartsRequest request) {
        Bucket bucket = S3Access.forObject(call, request, "ListMultipartUploadParts");
        MultipartUpload upload = MultipartOperations.upload(bucket, request.key(), request.uploadId());
        int after = request.partNumberMarker() == null ? 0 : request.partNumberMarker();
        int limit = request.maxParts() == null ? 1000 : Math.min(request.maxParts(), 1000);
        List<Map.Entry<Integer, MultipartUpload.Part>> rest =
                new ArrayList<>(upload.parts().tailMap(after + 1).entrySet());
        List<Map.Entry<Integer, MultipartUpload.Part>> page = rest.subList(0, Math.min(limit, rest.size()));
        return ListPartsResponse.builder()
                .bucket(bucket.name())
                .key(upload.key())
                .uploadId(upload.id())
                .partNumberMarker(after)
                .nextPartNumberMarker(
                        page.isEmpty() ? 0 : page.get(page.size() - 1).getKey())
                .maxParts(limit)
                .isTruncated(page.size() < rest.size())
                .storageClass("STANDARD")
                .checksumAlgorithm(upload.request().checksumAlgorithmAsString())
                .owner(BucketAcls.owner(bucket.owner()))
                .parts(page.stream()
                        .map(entry -> part(entry.getKey(), entry.getValue()))
                        .toList())
                .build();
    }

    private static Part part(int number, MultipartUpload.Part part) {
        return MultipartOperations.setChecksums(
                        Part.builder()
                                .partNumber(number)
                                .eTag(part.etag())
                                .size((long) part.content().length)
                                .lastModified(part.modified()),
                        part.checksums())
                .build();
    }

    private ListMultipartUploadsResponse listUploads(Call call, ListMultipartUploadsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucketMultipartUploads");
        var query = new KeyListing.Query(request.prefix(), request.delimiter(), request.maxUploads());
        List<MultipartUpload> page = new ArrayList<>();
        Set<String> prefixes = new LinkedHashSet<>();
        boolean truncated = false;
        for (MultipartUpload upload : after(bucket, request)) {
            String common = query.common(upload.key());
            if (!query.includes(upload.key()) || (common != null && prefixes.contains(common))) {
                continue;
            }
            if (page.size() + prefixes.size() == query.limit()) {
                truncated = true;
                break;
            }
            if (common == null) {
                page.add(upload);
            } else {
                prefixes.add(common);
            }
        }
        return answer(bucket, request, page)
                .maxUploads(query.limit())
                .isTruncated(truncated)
                .nextKeyMarker(truncated && !page.isEmpty() ? last(page).key() : null)
                .nextUploadIdMarker(truncated && !page.isEmpty() ? last(page).id() : null)
                .commonPrefixes(prefixes.stream()
                        .map(prefix -> CommonPrefix.builder().prefix(prefix).build())
                        .toList())
                .build();
    }

    private static MultipartUpload last(List<MultipartUpload> page) {
        return page.get(page.size() - 1);
    }

    /** The uploads after the markers: of later keys, and of the same key the later ones. */
    private static List<MultipartUpload> after(Bucket bucket, ListMultipartUploadsRequest request) {
        List<MultipartUpload> sorted = bucket.uploads().values().stream()
                .sorted(Comparator.comparing(MultipartUpload::key)
                        .thenComparing(MultipartUpload::initiated)
                        .thenComparing(MultipartUpload::id))
                .toList();
        String key = request.keyMarker();
        if (key == null) {
            return sorted;
        }
        List<String> ids = sorted.stream().map(MultipartUpload::id).toList();
        int marked = request.uploadIdMarker() == null ? -1 : ids.indexOf(request.uploadIdMarker());
        return marked >= 0
                ? sorted.subList(marked + 1, sorted.size())
                : sorted.stream()
                        .filter(upload -> upload.key().compareTo(key) > 0)
                        .toList();
    }

    private static ListMultipartUploadsResponse.Builder answer(
            Bucket bucket, ListMultipartUploadsRequest request, List<MultipartUpload> page) {
        return ListMultipartUploadsResponse.builder()
                .bucket(bucket.name())
                .prefix(request.prefix() == null ? "" : request.prefix())
                .delimiter(request.delimiter())
                .keyMarker(request.keyMarker() == null ? "" : request.keyMarker())
                .uploadIdMarker(request.uploadIdMarker() == null ? "" : request.uploadIdMarker())
                .uploads(page.stream()
                        .map(upload -> software.amazon.awssdk.services.s3.model.MultipartUpload.builder()
                                .key(upload.key())
                                .uploadId(upload.id())
                                .initiated(upload.initiated())
                                .storageClass("STANDARD")
                                .owner(CannedAcls.owner(bucket.owner()))
                                .checksumAlgorithm(upload.request().checksumAlgorithmAsString())
                                .build())
                        .toList());
    }
}
