package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.CreateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.CreateDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DeleteDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentDefaultVersionDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentDefaultVersionResponse;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentRequest;
import software.amazon.awssdk.services.ssm.model.UpdateDocumentResponse;

/** Makes documents, changes and deletes them. Content is JSON: YAML is refused. */
public final class DocumentOperations {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int MOST_VERSIONS = 1000;

    private DocumentOperations() {}

    /** Adds the operations of this class. */
    public static void addTo(Operations operations) {
        operations
                .on("CreateDocument", CreateDocumentRequest::builder, DocumentOperations::create)
                .on("UpdateDocument", UpdateDocumentRequest::builder, DocumentOperations::update)
                .on(
                        "UpdateDocumentDefaultVersion",
                        UpdateDocumentDefaultVersionRequest::builder,
                        DocumentOperations::makeDefault)
                .on("DeleteDocument", DeleteDocumentRequest::builder, DocumentOperations::delete);
        DocumentQueries.addTo(operations);
        DocumentPermissionOperations.addTo(operations);
        ParameterOperations.addTo(operations);
        ParameterQueries.addTo(operations);
        TagOperations.addTo(operations);
    }

    private static CreateDocumentResponse create(Call call, CreateDocumentRequest request) {
        String name = request.name();
        if (!name.matches("[a-zA-Z0-9_\\-.]{3,128}")) {
            throw SsmErrors.validation(
                    "name", name, "Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\\-.]{3,128}$");
        }
        if (name.toLowerCase(Locale.ROOT).matches("(aws|amazon|amzn).*")) {
            throw AwsError.of(
                    "ValidationException", "Document name cannot begin with a reserved prefix: aws, amazon, amzn");
        }
        if (SsmDocuments.of(call.region()).contains(name)) {
            throw AwsError.of("DocumentAlreadyExists", "Document with same name %s already exists", name);
        }
        check(request.content(), request.documentFormat());
        DocumentType type = Objects.requireNonNullElse(request.documentType(), DocumentType.COMMAND);
        var key =
                new StoredDocument.Key(name, call.account().id(), call.region().name(), type);
        var document = new StoredDocument(key);
        var version = document.add(request.content(), request.versionName(), call.now());
        SsmDocuments.of(call.region()).add(document);
        TagOperations.put(call, "Document", name, request.tags());
        return CreateDocumentResponse.builder()
                .documentDescription(DocumentQueries.description(call, document, version))
                .build();
    }

    private static void check(String content, @Nullable DocumentFormat format) {
        if (content.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw AwsError.of("MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.");
        }
        if (format == DocumentFormat.YAML) {
            throw SsmErrors.badContent("YAML documents are not simulated");
        }
        if (DocumentContent.parse(content).steps().isEmpty()) {
            throw SsmErrors.badContent("The document has no steps");
        }
    }

    private static UpdateDocumentResponse update(Call call, UpdateDocumentRequest request) {
        StoredDocument document = SsmDocuments.own(call, request.name());
        if (request.documentVersion() != null
                && document.version(request.documentVersion()).isEmpty()) {
            throw noVersion();
        }
        check(request.content(), request.documentFormat());
        boolean same = document.versions().values().stream()
                .anyMatch(version -> version.content().equals(request.content()));
        if (same) {
            throw AwsError.of(
                    "DuplicateDocumentContent",
                    "The content of the association document matches another document. Change the content of the document"
                            + " and try again.");
        }
        if (document.versions().size() >= MOST_VERSIONS) {
            throw AwsError.of("DocumentVersionLimitExceeded", "The document has too many versions.");
        }
        var version = document.add(request.content(), request.versionName(), call.now());
        return UpdateDocumentResponse.builder()
                .documentDescription(DocumentQueries.description(call, document, version))
                .build();
    }

    static AwsError noVersion() {
        return AwsError.of("InvalidDocumentVersion", "The document version isn't valid or doesn't exist.");
    }

    private static UpdateDocumentDefaultVersionResponse makeDefault(
            Call call, UpdateDocumentDefaultVersionRequest request) {
        StoredDocument document = SsmDocuments.own(call, request.name());
        var version = document.version(request.documentVersion()).orElseThrow(DocumentOperations::noVersion);
        document.makeDefault(version.number());
        return UpdateDocumentDefaultVersionResponse.builder()
                .description(DocumentDefaultVersionDescription.builder()
                        .name(document.name())
                        .defaultVersion(String.valueOf(version.number()))
                        .build())
                .build();
    }

    private static DeleteDocumentResponse delete(Call call, DeleteDocumentRequest request) {
        StoredDocument document = SsmDocuments.own(call, request.name());
        if (!document.sharedWith().isEmpty()) {
            throw AwsError.of(
                    "InvalidDocumentOperation",
                    "You attempted to delete a document while it is still shared. You must stop sharing the document before"
                            + " you can delete it.");
        }
        SsmDocuments.of(call.region()).remove(document);
        TagOperations.forget(call, "Document", document.name());
        return DeleteDocumentResponse.builder().build();
    }
}
