package dev.firebreak.testkit;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Operations.Result;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.GetBucketAclRequest;
import software.amazon.awssdk.services.s3.model.GetBucketAclResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutBucketAclRequest;
import software.amazon.awssdk.services.s3.model.PutBucketAclResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A small S3: one shelf of objects, whatever the bucket. */
final class ShelfService implements FakeService {
    private final Map<String, Book> books = new TreeMap<>();
    private String policy = "";
    private PutBucketAclRequest acl = PutBucketAclRequest.builder().build();

    private record Book(byte[] text, Map<String, String> metadata, String encoding) {}

    private final Operations operations = new Operations()
            .rest("PutObject", "PUT /{Bucket}/{Key+}", PutObjectRequest::builder, this::put)
            .rest("CopyObject", "PUT /{Bucket}/{Key+}", CopyObjectRequest::builder, this::copy)
            .streaming("GetObject", "GET /{Bucket}/{Key+}", GetObjectRequest::builder, this::get)
            .rest("HeadObject", "HEAD /{Bucket}/{Key+}", HeadObjectRequest::builder, this::head)
            .rest("DeleteObject", "DELETE /{Bucket}/{Key+}", DeleteObjectRequest::builder, this::delete)
            .rest("DeleteObjects", "POST /{Bucket}?delete", DeleteObjectsRequest::builder, this::deleteAll)
            .rest("ListObjectsV2", "GET /{Bucket}?list-type=2", ListObjectsV2Request::builder, this::list)
            .rest("PutBucketPolicy", "PUT /{Bucket}?policy", PutBucketPolicyRequest::builder, this::putPolicy)
            .rest("GetBucketPolicy", "GET /{Bucket}?policy", GetBucketPolicyRequest::builder, this::getPolicy)
            .rest("PutBucketAcl", "PUT /{Bucket}?acl", PutBucketAclRequest::builder, this::putAcl)
            .rest("GetBucketAcl", "GET /{Bucket}?acl", GetBucketAclRequest::builder, this::getAcl)
            .rest("GetBucketLocation", "GET /{Bucket}?location", GetBucketLocationRequest::builder, this::location);

    private PutObjectResponse put(Call call, PutObjectRequest request) {
        String encoding = Optional.ofNullable(request.contentEncoding()).orElse("");
        books.put(request.key(), new Book(call.body(), request.metadata(), encoding));
        return PutObjectResponse.builder()
                .eTag("\"etag\"")
                .checksumCRC32(request.checksumCRC32())
                .build();
    }

    private CopyObjectResponse copy(Call call, CopyObjectRequest request) {
        // The fields' older names are the ones that are on the wire.
        String source = request.getValueForField("CopySource", String.class).orElseThrow();
        String key = request.getValueForField("Key", String.class).orElseThrow();
        books.put(key, book(URLDecoder.decode(source.substring(source.indexOf('/', 1) + 1), StandardCharsets.UTF_8)));
        return CopyObjectResponse.builder()
                .copyObjectResult(copied -> copied.eTag("\"copied\""))
                .build();
    }

    private Result get(Call call, GetObjectRequest request) {
        Book book = book(request.key());
        var response = GetObjectResponse.builder().metadata(book.metadata()).contentEncoding(book.encoding());
        return new Result(response.lastModified(call.now()).build(), book.text());
    }

    private HeadObjectResponse head(Call call, HeadObjectRequest request) {
        Book book = book(request.key());
        return HeadObjectResponse.builder()
                .contentLength((long) book.text().length)
                .lastModified(call.now())
                .eTag("\"etag\"")
                .metadata(book.metadata())
                .build();
    }

    private DeleteObjectResponse delete(Call call, DeleteObjectRequest request) {
        books.remove(request.key());
        return DeleteObjectResponse.builder().deleteMarker(true).build();
    }

    private DeleteObjectsResponse deleteAll(Call call, DeleteObjectsRequest request) {
        request.delete().objects().forEach(object -> books.remove(object.key()));
        return DeleteObjectsResponse.builder()
                .deleted(request.delete().objects().stream()
                        .map(object -> DeletedObject.builder().key(object.key()).build())
                        .toList())
                .build();
    }

    private ListObjectsV2Response list(Call call, ListObjectsV2Request request) {
        return ListObjectsV2Response.builder()
                .name(request.bucket())
                .keyCount(books.size())
                .contents(books.keySet().stream()
                        .map(key -> S3Object.builder().key(key).build())
                        .toList())
                .build();
    }

    private PutBucketPolicyResponse putPolicy(Call call, PutBucketPolicyRequest request) {
        policy = request.policy();
        return PutBucketPolicyResponse.builder().build();
    }

    private GetBucketPolicyResponse getPolicy(Call call, GetBucketPolicyRequest request) {
        return GetBucketPolicyResponse.builder().policy(policy).build();
    }

    private PutBucketAclResponse putAcl(Call call, PutBucketAclRequest request) {
        acl = request;
        return PutBucketAclResponse.builder().build();
    }

    private GetBucketAclResponse getAcl(Call call, GetBucketAclRequest request) {
        return GetBucketAclResponse.builder()
                .grants(acl.accessControlPolicy().grants())
                .owner(acl.accessControlPolicy().owner())
                .build();
    }

    private GetBucketLocationResponse location(Call call, GetBucketLocationRequest request) {
        return GetBucketLocationResponse.builder()
                .locationConstraint("eu-west-1")
                .build();
    }

    private Book book(String key) {
        return Optional.ofNullable(books.get(key))
                .orElseThrow(() -> new AwsError("NoSuchKey", 404, "The specified key does not exist."));
    }

    @Override
    public String signingName() {
        return "s3";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_XML;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
