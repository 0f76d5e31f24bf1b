package dev.firebreak.testkit.service.securityhub;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.wire.json.ModelJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingIdentifier;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.BatchUpdateFindingsUnprocessedFinding;
import software.amazon.awssdk.services.securityhub.model.GetFindingsRequest;
import software.amazon.awssdk.services.securityhub.model.GetFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ImportFindingsError;
import software.amazon.awssdk.services.securityhub.model.SortCriterion;
import software.amazon.awssdk.services.securityhub.model.SortOrder;

/** Imports, lists and updates findings. */
final class FindingOperations {
    private static final int MOST = 100;
    private static final int USUAL_PAGE = 10;

    private FindingOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest(
                        "BatchImportFindings",
                        "POST /findings/import",
                        BatchImportFindingsRequest::builder,
                        FindingOperations::importAll)
                .rest("GetFindings", "POST /findings", GetFindingsRequest::builder, FindingOperations::get)
                .rest(
                        "BatchUpdateFindings",
                        "PATCH /findings/batchupdate",
                        BatchUpdateFindingsRequest::builder,
                        FindingOperations::update);
    }

    private static BatchImportFindingsResponse importAll(Call call, BatchImportFindingsRequest request) {
        Hub hub = SecurityHubState.required(call);
        checkCount("Findings", request.findings().size());
        var into = new FindingImport(call.region(), hub);
        List<ImportFindingsError> failed = new ArrayList<>();
        for (AwsSecurityFinding finding : request.findings()) {
            Optional<String> refusal = FindingFormat.refusal(call, finding);
            if (refusal.isPresent()) {
                failed.add(ImportFindingsError.builder()
                        .id(finding.id())
                        .errorCode("InvalidInput")
                        .errorMessage(refusal.get())
                        .build());
            } else {
                into.take(finding);
            }
        }
        return BatchImportFindingsResponse.builder()
                .failedCount(failed.size())
                .successCount(request.findings().size() - failed.size())
                .failedFindings(failed)
                .build();
    }

    private static void checkCount(String parameter, int count) {
        if (count < 1 || count > MOST) {
            throw SecurityHubErrors.invalid("Invalid parameter '" + parameter + "'. data." + parameter
                    + (count < 1 ? " should NOT have fewer than 1 items" : " should NOT have more than 100 items"));
        }
    }

    private static GetFindingsResponse get(Call call, GetFindingsRequest request) {
        Hub hub = SecurityHubState.required(call);
        int size = request.maxResults() == null ? USUAL_PAGE : request.maxResults();
        if (size < 1 || size > MOST) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'MaxResults'. data.MaxResults should be >= 1 and <= 100");
        }
        var found = new ArrayList<>(hub.findings().all().stream()
                .filter(new FindingFilters(call.now()).of(request.filters()))
                .toList());
        for (int position = request.sortCriteria().size() - 1; position >= 0; position--) {
            found.sort(order(request.sortCriteria().get(position)));
        }
        var page = ResultPage.of(found, size, request.nextToken(), FindingOperations::invalidToken);
        return GetFindingsResponse.builder()
                .findings(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static AwsError invalidToken() {
        return SecurityHubErrors.invalid("Invalid parameter 'NextToken'. The token is not valid");
    }

    private static Comparator<AwsSecurityFinding> order(SortCriterion criterion) {
        Comparator<AwsSecurityFinding> order =
                Comparator.comparing(finding -> ModelJson.values(ModelJson.of(finding), criterion.field()).stream()
                        .findFirst()
                        .map(FindingOperations::sortable)
                        .orElse(""));
        return criterion.sortOrder() == SortOrder.DESC ? order.reversed() : order;
    }

    /** Numbers of equal length, so that they are ordered as numbers. */
    private static String sortable(String value) {
        return value.matches("\\d{1,9}") ? "0".repeat(9 - value.length()) + value : value;
    }

    private static BatchUpdateFindingsResponse update(Call call, BatchUpdateFindingsRequest request) {
        Hub hub = SecurityHubState.required(call);
        checkCount("FindingIdentifiers", request.findingIdentifiers().size());
        var update = new FindingUpdate(request, Times.text(call.now()));
        List<AwsSecurityFindingIdentifier> done = new ArrayList<>();
        List<BatchUpdateFindingsUnprocessedFinding> failed = new ArrayList<>();
        for (AwsSecurityFindingIdentifier wanted : request.findingIdentifiers()) {
            Optional<AwsSecurityFinding> found = hub.findings().find(Hub.key(wanted.productArn(), wanted.id()));
            if (found.isPresent()) {
                new FindingImport(call.region(), hub).put(update.apply(found.get()));
                done.add(wanted);
            } else {
                failed.add(BatchUpdateFindingsUnprocessedFinding.builder()
                        .findingIdentifier(wanted)
                        .errorCode("FindingNotFound")
                        .errorMessage("Finding Not Found")
                        .build());
            }
        }
        return BatchUpdateFindingsResponse.builder()
                .processedFindings(done)
                .unprocessedFindings(failed)
                .build();
    }
}
