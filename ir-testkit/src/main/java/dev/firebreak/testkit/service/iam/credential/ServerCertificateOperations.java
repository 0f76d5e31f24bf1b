package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamAnswers;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.service.iam.credential.IdentityProviders.ServerCertificateFile;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.GetServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.GetServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificateTagsResponse;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListServerCertificatesResponse;
import software.amazon.awssdk.services.iam.model.ServerCertificateMetadata;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.TagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UntagServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateServerCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadServerCertificateResponse;

/** Certificates of TLS servers, for load balancers. The private key cannot be read back. */
final class ServerCertificateOperations {
    private static final int CERTIFICATES = 20;

    private ServerCertificateOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "UploadServerCertificate",
                        UploadServerCertificateRequest::builder,
                        ServerCertificateOperations::add)
                .on("GetServerCertificate", GetServerCertificateRequest::builder, ServerCertificateOperations::get)
                .on("ListServerCertificates", ListServerCertificatesRequest::builder, ServerCertificateOperations::list)
                .on(
                        "UpdateServerCertificate",
                        UpdateServerCertificateRequest::builder,
                        ServerCertificateOperations::update)
                .on(
                        "DeleteServerCertificate",
                        DeleteServerCertificateRequest::builder,
                        ServerCertificateOperations::delete)
                .on("TagServerCertificate", TagServerCertificateRequest::builder, ServerCertificateOperations::tag)
                .on(
                        "UntagServerCertificate",
                        UntagServerCertificateRequest::builder,
                        ServerCertificateOperations::untag)
                .on(
                        "ListServerCertificateTags",
                        ListServerCertificateTagsRequest::builder,
                        ServerCertificateOperations::listTags);
    }

    private static UploadServerCertificateResponse add(Call call, UploadServerCertificateRequest request) {
        String name = IamChecks.name(request.serverCertificateName(), "serverCertificateName", 128);
        String path = IamChecks.path(request.path());
        checkFree(call, name);
        if (all(call).size() >= CERTIFICATES) {
            throw IamErrors.quota("ServerCertificatesPerAccount", CERTIFICATES);
        }
        IamChecks.required(request.privateKey(), "privateKey");
        var expires =
                Certificates.parse(request.certificateBody()).getNotAfter().toInstant();
        var made = new ServerCertificateFile(
                call.world().ids().iam("ASCA"),
                path,
                request.certificateBody().trim(),
                request.certificateChain() == null ? "" : request.certificateChain(),
                IamChecks.seconds(call),
                expires,
                IamChecks.newTags(request.tags()));
        all(call).put(name, made);
        return UploadServerCertificateResponse.builder()
                .serverCertificateMetadata(metadata(call, name, made))
                .tags(request.tags())
                .build();
    }

    private static void checkFree(Call call, String name) {
        if (all(call).containsKey(name)) {
            throw IamErrors.alreadyExists("The Server Certificate with name %s already exists.", name);
        }
    }

    private static GetServerCertificateResponse get(Call call, GetServerCertificateRequest request) {
        ServerCertificateFile found = find(call, request.serverCertificateName());
        return GetServerCertificateResponse.builder()
                .serverCertificate(certificate -> certificate
                        .serverCertificateMetadata(metadata(call, request.serverCertificateName(), found))
                        .certificateBody(found.body())
                        .certificateChain(found.chain().isEmpty() ? null : found.chain())
                        .tags(IamAnswers.tags(found.tags())))
                .build();
    }

    private static ListServerCertificatesResponse list(Call call, ListServerCertificatesRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<Map.Entry<String, ServerCertificateFile>> matching = all(call).entrySet().stream()
                .filter(entry -> entry.getValue().path().startsWith(prefix))
                .collect(toList());
        IamPage<Map.Entry<String, ServerCertificateFile>> page =
                IamPage.of(matching, Map.Entry::getKey, request.marker(), request.maxItems());
        return ListServerCertificatesResponse.builder()
                .serverCertificateMetadataList(page.items().stream()
                        .map(entry -> metadata(call, entry.getKey(), entry.getValue()))
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static UpdateServerCertificateResponse update(Call call, UpdateServerCertificateRequest request) {
        String name = request.serverCertificateName();
        ServerCertificateFile found = find(call, name);
        String path = request.newPath() == null ? found.path() : IamChecks.path(request.newPath());
        String renamed = request.newServerCertificateName() == null
                ? name
                : IamChecks.name(request.newServerCertificateName(), "newServerCertificateName", 128);
        if (!renamed.equals(name)) {
            checkFree(call, renamed);
        }
        all(call).remove(name);
        all(call).put(renamed, found.withPath(path));
        return UpdateServerCertificateResponse.builder().build();
    }

    private static DeleteServerCertificateResponse delete(Call call, DeleteServerCertificateRequest request) {
        find(call, request.serverCertificateName());
        all(call).remove(request.serverCertificateName());
        return DeleteServerCertificateResponse.builder().build();
    }

    private static TagServerCertificateResponse tag(Call call, TagServerCertificateRequest request) {
        IamChecks.tag(find(call, request.serverCertificateName()).tags(), "ServerCertificate", request.tags());
        return TagServerCertificateResponse.builder().build();
    }

    private static UntagServerCertificateResponse untag(Call call, UntagServerCertificateRequest request) {
        IamChecks.untag(find(call, request.serverCertificateName()).tags(), request.tagKeys());
        return UntagServerCertificateResponse.builder().build();
    }

    private static ListServerCertificateTagsResponse listTags(Call call, ListServerCertificateTagsRequest request) {
        List<Tag> tags =
                IamAnswers.tags(find(call, request.serverCertificateName()).tags());
        IamPage<Tag> page = IamPage.of(tags, Tag::key, request.marker(), request.maxItems());
        return ListServerCertificateTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static ServerCertificateFile find(Call call, @Nullable String certificateName) {
        String name = IamChecks.name(certificateName, "serverCertificateName", 128);
        ServerCertificateFile found = all(call).get(name);
        if (found == null) {
            throw IamErrors.noSuchEntity("The Server Certificate with name %s cannot be found.", name);
        }
        return found;
    }

    private static SortedMap<String, ServerCertificateFile> all(Call call) {
        return IdentityProviders.of(call.account()).certificates();
    }

    private static ServerCertificateMetadata metadata(Call call, String name, ServerCertificateFile file) {
        return ServerCertificateMetadata.builder()
                .path(file.path())
                .serverCertificateName(name)
                .serverCertificateId(file.id())
                .arn("arn:aws:iam::" + call.account().id() + ":server-certificate" + file.path() + name)
                .uploadDate(file.uploaded())
                .expiration(file.expires())
                .build();
    }
}
