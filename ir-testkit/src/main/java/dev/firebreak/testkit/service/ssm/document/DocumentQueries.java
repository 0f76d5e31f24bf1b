package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentResponse;
import software.amazon.awssdk.services.ssm.model.DocumentDescription;
import software.amazon.awssdk.services.ssm.model.DocumentFormat;
import software.amazon.awssdk.services.ssm.model.DocumentHashType;
import software.amazon.awssdk.services.ssm.model.DocumentIdentifier;
import software.amazon.awssdk.services.ssm.model.DocumentKeyValuesFilter;
import software.amazon.awssdk.services.ssm.model.DocumentParameter;
import software.amazon.awssdk.services.ssm.model.GetDocumentRequest;
import software.amazon.awssdk.services.ssm.model.GetDocumentResponse;
import software.amazon.awssdk.services.ssm.model.ListDocumentsRequest;
import software.amazon.awssdk.services.ssm.model.ListDocumentsResponse;

/** Reads documents. */
final class DocumentQueries {
    private static final int PAGE = 50;

    private DocumentQueries() {}

    static void addTo(Operations operations) {
        operations
                .on("GetDocument", GetDocumentRequest::builder, DocumentQueries::get)
                .on("DescribeDocument", DescribeDocumentRequest::builder, DocumentQueries::describe)
                .on("ListDocuments", ListDocumentsRequest::builder, DocumentQueries::list);
    }

    static DocumentDescription description(Call call, StoredDocument document, StoredDocument.Version version) {
        DocumentContent content = DocumentContent.parse(version.content());
        return DocumentDescription.builder()
                .name(document.name())
                .owner(document.key().owner())
                .documentType(document.key().type())
                .documentFormat(DocumentFormat.JSON)
                .schemaVersion(content.schemaVersion())
                .description(content.description())
                .status(version.status(call.now()))
                .documentVersion(String.valueOf(version.number()))
                .latestVersion(String.valueOf(document.latest().number()))
                .defaultVersion(String.valueOf(document.defaultVersion().number()))
                .versionName(version.name())
                .hash(version.hash())
                .hashType(DocumentHashType.SHA256)
                .createdDate(version.created())
                .parameters(parameters(content))
                .tags(TagOperations.of(call, "Document", document.name()))
                .build();
    }

    private static List<DocumentParameter> parameters(DocumentContent content) {
        var parameters = new ArrayList<DocumentParameter>();
        content.parameters()
                .forEach((name, rule) -> parameters.add(DocumentParameter.builder()
                        .name(name)
                        .type(rule.path("type").asText())
                        .defaultValue(rule.has("default") ? rule.path("default").asText() : null)
                        .build()));
        return parameters;
    }

    private static GetDocumentResponse get(Call call, GetDocumentRequest request) {
        StoredDocument document = SsmDocuments.find(call, request.name());
        var version = document.version(request.documentVersion()).orElseThrow(DocumentOperations::noVersion);
        return GetDocumentResponse.builder()
                .name(document.name())
                .documentType(document.key().type())
                .documentFormat(DocumentFormat.JSON)
                .documentVersion(String.valueOf(version.number()))
                .versionName(version.name())
                .status(version.status(call.now()))
                .createdDate(version.created())
                .content(version.content())
                .build();
    }

    private static DescribeDocumentResponse describe(Call call, DescribeDocumentRequest request) {
        StoredDocument document = SsmDocuments.find(call, request.name());
        var version = document.version(request.documentVersion()).orElseThrow(DocumentOperations::noVersion);
        return DescribeDocumentResponse.builder()
                .document(description(call, document, version))
                .build();
    }

    private static ListDocumentsResponse list(Call call, ListDocumentsRequest request) {
        var all = new ArrayList<>(SsmDocuments.of(call.region()).all());
        all.addAll(AwsDocuments.all(call.region().name()));
        List<DocumentIdentifier> found = all.stream()
                .filter(document -> request.filters().stream().allMatch(filter -> matches(document, filter)))
                .map(document -> identifier(call, document))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), PAGE);
        return ListDocumentsResponse.builder()
                .documentIdentifiers(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(StoredDocument document, DocumentKeyValuesFilter filter) {
        String owner = document.isOfAws() ? "Amazon" : "Self";
        return switch (filter.key()) {
            case "Owner" -> filter.values().contains(owner) || filter.values().contains("All");
            case "Name" -> filter.values().stream().anyMatch(document.name()::startsWith);
            case "DocumentType" ->
                filter.values().contains(document.key().type().toString());
            default -> throw SsmErrors.badFilter(filter.key());
        };
    }

    private static DocumentIdentifier identifier(Call call, StoredDocument document) {
        DocumentDescription description = description(call, document, document.defaultVersion());
        return DocumentIdentifier.builder()
                .name(description.name())
                .owner(description.owner())
                .documentType(description.documentType())
                .documentFormat(description.documentFormat())
                .documentVersion(description.documentVersion())
                .schemaVersion(description.schemaVersion())
                .createdDate(description.createdDate())
                .tags(description.tags())
                .build();
    }
}
