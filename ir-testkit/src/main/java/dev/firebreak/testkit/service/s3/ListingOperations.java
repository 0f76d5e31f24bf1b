package dev.firebreak.testkit.service.s3;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.s3.Bucket;
import dev.firebreak.testkit.world.s3.StoredVersion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Lists the objects of a bucket, and their versions. */
final class ListingOperations {
    void register(Operations operations) {
        operations
                .rest("ListObjectsV2", "GET /{Bucket}?list-type=2", ListObjectsV2Request::builder, this::listObjects)
                .rest("ListObjects", "GET /{Bucket}", ListObjectsRequest::builder, this::listObjectsByMarker)
                .rest(
                        "ListObjectVersions",
                        "GET /{Bucket}?versions",
                        ListObjectVersionsRequest::builder,
                        this::listVersions);
    }

    private ListObjectsV2Response listObjects(Call call, ListObjectsV2Request request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucket");
        String token = request.continuationToken();
        String after = token != null ? decode(token) : request.startAfter();
        var query = new KeyListing.Query(request.prefix(), request.delimiter(), request.maxKeys());
        KeyListing listing = KeyListing.of(currentKeys(bucket, after), after, query);
        UnaryOperator<@Nullable String> encode = encoding(request.encodingType());
        return ListObjectsV2Response.builder()
                .name(bucket.name())
                .prefix(encode.apply(request.prefix() == null ? "" : request.prefix()))
                .delimiter(encode.apply(request.delimiter()))
                .startAfter(encode.apply(request.startAfter()))
                .encodingType(request.encodingTypeAsString())
                .maxKeys(query.limit())
                .keyCount(listing.keys().size() + listing.prefixes().size())
                .isTruncated(listing.truncated())
                .continuationToken(token)
                .nextContinuationToken(listing.truncated() ? encodeToken(listing.last()) : null)
                .contents(objects(bucket, listing, Boolean.TRUE.equals(request.fetchOwner()), encode))
                .commonPrefixes(prefixes(listing, encode))
                .build();
    }

    private static List<String> currentKeys(Bucket bucket, @Nullable String after) {
        var objects = after == null ? bucket.objects() : bucket.objects().tailMap(after);
        return objects.values().stream()
                .map(versions -> versions.get(0))
                .filter(version -> !version.isDeleteMarker())
                .map(StoredVersion::key)
                .collect(toList());
    }

    /** The first version of the operation, which goes on by the last key, and tells it only when keys are rolled up. */
    private ListObjectsResponse listObjectsByMarker(Call call, ListObjectsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucket");
        var query = new KeyListing.Query(request.prefix(), request.delimiter(), request.maxKeys());
        KeyListing listing = KeyListing.of(currentKeys(bucket, request.marker()), request.marker(), query);
        UnaryOperator<@Nullable String> encode = encoding(request.encodingType());
        boolean rolledUp = request.delimiter() != null && !request.delimiter().isEmpty();
        return ListObjectsResponse.builder()
                .name(bucket.name())
                .prefix(encode.apply(request.prefix() == null ? "" : request.prefix()))
                .delimiter(encode.apply(request.delimiter()))
                .marker(encode.apply(request.marker() == null ? "" : request.marker()))
                .nextMarker(listing.truncated() && rolledUp ? encode.apply(listing.last()) : null)
                .encodingType(request.encodingTypeAsString())
                .maxKeys(query.limit())
                .isTruncated(listing.truncated())
                .contents(objects(bucket, listing, true, encode))
                .commonPrefixes(prefixes(listing, encode))
                .build();
    }

    private static List<S3Object> objects(
            Bucket bucket, KeyListing listing, boolean withOwner, UnaryOperator<@Nullable String> encode) {
        return listing.keys().stream()
                .map(key -> object(bucket.current(key).orElseThrow(), encode))
                .map(object -> withOwner ? object.owner(CannedAcls.owner(bucket.owner())) : object)
                .map(S3Object.Builder::build)
                .collect(toList());
    }

    private static S3Object.Builder object(StoredVersion version, UnaryOperator<@Nullable String> encode) {
        return S3Object.builder()
                .key(encode.apply(version.key()))
                .lastModified(version.head().lastModified())
                .eTag(version.head().eTag())
                .size((long) version.content().length)
                .storageClass(storageClass(version))
                .checksumAlgorithmWithStrings(CopyOperations.algorithm(version).name())
                .checksumType(version.head().checksumTypeAsString());
    }

    private static String storageClass(StoredVersion version) {
        String stored = version.head().storageClassAsString();
        return stored == null ? "STANDARD" : stored;
    }

    private static List<CommonPrefix> prefixes(KeyListing listing, UnaryOperator<@Nullable String> encode) {
        return listing.prefixes().stream()
                .map(prefix ->
                        CommonPrefix.builder().prefix(encode.apply(prefix)).build())
                .collect(toList());
    }

    private ListObjectVersionsResponse listVersions(Call call, ListObjectVersionsRequest request) {
        Bucket bucket = S3Access.bucket(call, request, "ListBucketVersions");
        var query = new KeyListing.Query(request.prefix(), request.delimiter(), request.maxKeys());
        VersionListing listing = VersionListing.of(bucket, request.keyMarker(), request.versionIdMarker(), query);
        UnaryOperator<@Nullable String> encode = encoding(request.encodingType());
        List<ObjectVersion> versions = new ArrayList<>();
        List<DeleteMarkerEntry> markers = new ArrayList<>();
        for (StoredVersion version : listing.versions()) {
            boolean latest = bucket.current(version.key()).orElseThrow() == version;
            if (version.isDeleteMarker()) {
                markers.add(marker(bucket, version, encode).isLatest(latest).build());
            } else {
                versions.add(version(bucket, version, encode).isLatest(latest).build());
            }
        }
        return ListObjectVersionsResponse.builder()
                .name(bucket.name())
                .prefix(encode.apply(request.prefix() == null ? "" : request.prefix()))
                .delimiter(encode.apply(request.delimiter()))
                .keyMarker(encode.apply(request.keyMarker() == null ? "" : request.keyMarker()))
                .versionIdMarker(request.versionIdMarker() == null ? "" : request.versionIdMarker())
                .nextKeyMarker(encode.apply(listing.nextKey()))
                .nextVersionIdMarker(listing.nextVersionId())
                .encodingType(request.encodingTypeAsString())
                .maxKeys(query.limit())
                .isTruncated(listing.nextKey() != null)
                .versions(versions)
                .deleteMarkers(markers)
                .commonPrefixes(listing.prefixes().stream()
                        .map(prefix -> CommonPrefix.builder()
                                .prefix(encode.apply(prefix))
                                .build())
                        .collect(toList()))
                .build();
    }

    private static ObjectVersion.Builder version(
            Bucket bucket, StoredVersion version, UnaryOperator<@Nullable String> encode) {
        return ObjectVersion.builder()
                .key(encode.apply(version.key()))
                .versionId(version.versionId())
                .lastModified(version.head().lastModified())
                .eTag(version.head().eTag())
                .size((long) version.content().length)
                .storageClass(storageClass(version))
                .checksumAlgorithmWithStrings(CopyOperations.algorithm(version).name())
                .checksumType(version.head().checksumTypeAsString())
                .owner(BucketAcls.owner(bucket.owner()));
    }

    private static DeleteMarkerEntry.Builder marker(
            Bucket bucket, StoredVersion version, UnaryOperator<@Nullable String> encode) {
        return DeleteMarkerEntry.builder()
                .key(encode.apply(version.key()))
                .versionId(version.versionId())
                .lastModified(version.head().lastModified())
                .owner(BucketAcls.owner(bucket.owner()));
    }

    /** Keys may hold characters that XML cannot; clients then ask for URL encoding. */
    private static UnaryOperator<@Nullable String> encoding(@Nullable EncodingType type) {
        return text -> text == null || type != EncodingType.URL
                ? text
                : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("%2F", "/");
    }

    private static String encodeToken(String last) {
        return Base64.getEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            throw S3Errors.invalidArgument("The continuation token provided is incorrect");
        }
    }
}
