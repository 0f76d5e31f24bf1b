package dev.firebreak.testkit.service.guardduty;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.wire.json.ModelJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.ArchiveFindingsRequest;
import software.amazon.awssdk.services.guardduty.model.ArchiveFindingsResponse;
import software.amazon.awssdk.services.guardduty.model.CreateSampleFindingsRequest;
import software.amazon.awssdk.services.guardduty.model.CreateSampleFindingsResponse;
import software.amazon.awssdk.services.guardduty.model.Finding;
import software.amazon.awssdk.services.guardduty.model.GetFindingsRequest;
import software.amazon.awssdk.services.guardduty.model.GetFindingsResponse;
import software.amazon.awssdk.services.guardduty.model.ListFindingsRequest;
import software.amazon.awssdk.services.guardduty.model.ListFindingsResponse;
import software.amazon.awssdk.services.guardduty.model.OrderBy;
import software.amazon.awssdk.services.guardduty.model.Service;
import software.amazon.awssdk.services.guardduty.model.SortCriteria;
import software.amazon.awssdk.services.guardduty.model.UnarchiveFindingsRequest;
import software.amazon.awssdk.services.guardduty.model.UnarchiveFindingsResponse;
import software.amazon.awssdk.services.guardduty.model.UpdateFindingsFeedbackRequest;
import software.amazon.awssdk.services.guardduty.model.UpdateFindingsFeedbackResponse;

/** Lists, reads and archives findings, and makes samples. */
final class FindingOperations {
    private static final int MOST = 50;
    private static final Map<FindingSpec.Kind, String> SAMPLES = new TreeMap<>(Map.of(
            FindingSpec.Kind.INSTANCE, "i-99999999",
            FindingSpec.Kind.ACCESS_KEY, "GeneratedFindingAccessKeyId",
            FindingSpec.Kind.BUCKET, "bucketName"));

    private FindingOperations() {}

    static void addTo(Operations operations) {
        String findings = "/detector/{detectorId}/findings";
        operations
                .rest("ListFindings", "POST " + findings, ListFindingsRequest::builder, FindingOperations::list)
                .rest("GetFindings", "POST " + findings + "/get", GetFindingsRequest::builder, FindingOperations::get)
                .rest(
                        "CreateSampleFindings",
                        "POST " + findings + "/create",
                        CreateSampleFindingsRequest::builder,
                        FindingOperations::samples)
                .rest(
                        "ArchiveFindings",
                        "POST " + findings + "/archive",
                        ArchiveFindingsRequest::builder,
                        FindingOperations::archive)
                .rest(
                        "UnarchiveFindings",
                        "POST " + findings + "/unarchive",
                        UnarchiveFindingsRequest::builder,
                        FindingOperations::unarchive)
                .rest(
                        "UpdateFindingsFeedback",
                        "POST " + findings + "/feedback",
                        UpdateFindingsFeedbackRequest::builder,
                        FindingOperations::feedback);
    }

    private static ListFindingsResponse list(Call call, ListFindingsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        int size = request.maxResults() == null ? MOST : request.maxResults();
        if (size < 1 || size > MOST) {
            throw GuardDutyErrors.invalid("maxResults");
        }
        var found = new ArrayList<>(detector.allFindings().stream()
                .filter(FindingCriteria.of(request.findingCriteria()))
                .toList());
        sort(found, request.sortCriteria());
        var page = ResultPage.of(found, size, request.nextToken(), GuardDutyErrors::invalidToken);
        return ListFindingsResponse.builder()
                .findingIds(page.items().stream().map(Finding::id).toList())
                .nextToken(Objects.requireNonNullElse(page.nextToken(), ""))
                .build();
    }

    private static void sort(List<Finding> findings, @Nullable SortCriteria criteria) {
        if (criteria == null || criteria.attributeName() == null) {
            return;
        }
        Comparator<Finding> order =
                (left, right) -> compare(value(left, criteria.attributeName()), value(right, criteria.attributeName()));
        findings.sort(criteria.orderBy() == OrderBy.DESC ? order.reversed() : order);
    }

    private static String value(Finding finding, String attribute) {
        JsonNode json = ModelJson.of(finding);
        return ModelJson.values(json, attribute).stream().findFirst().orElse("");
    }

    private static int compare(String left, String right) {
        String number = "-?\\d+(\\.\\d+)?";
        return left.matches(number) && right.matches(number)
                ? Double.compare(Double.parseDouble(left), Double.parseDouble(right))
                : left.compareTo(right);
    }

    private static GetFindingsResponse get(Call call, GetFindingsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        checkIds(request.findingIds());
        var found = new ArrayList<>(request.findingIds().stream()
                .flatMap(id -> detector.findings().find(id).stream())
                .toList());
        sort(found, request.sortCriteria());
        return GetFindingsResponse.builder().findings(found).build();
    }

    private static void checkIds(Collection<String> ids) {
        if (ids.size() > MOST) {
            throw GuardDutyErrors.invalid("findingIds");
        }
    }

    private static CreateSampleFindingsResponse samples(Call call, CreateSampleFindingsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        Collection<String> types =
                request.findingTypes().isEmpty() ? FindingTypes.SEVERITIES.keySet() : request.findingTypes();
        if (!FindingTypes.SEVERITIES.keySet().containsAll(types)) {
            throw GuardDutyErrors.invalid("findingTypes");
        }
        var findings = new Findings(call.region(), detector);
        for (String type : types) {
            FindingSpec.Kind kind = FindingTypes.kind(type);
            String resource = Objects.requireNonNull(SAMPLES.get(kind));
            FindingSpec spec =
                    switch (kind) {
                        case INSTANCE -> FindingSpec.onInstance(resource);
                        case ACCESS_KEY -> FindingSpec.onAccessKey(resource);
                        case BUCKET -> FindingSpec.onBucket(resource);
                    };
            findings.report(spec.type(type), true);
        }
        return CreateSampleFindingsResponse.builder().build();
    }

    private static ArchiveFindingsResponse archive(Call call, ArchiveFindingsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        change(detector, request.findingIds(), service -> service.archived(true));
        return ArchiveFindingsResponse.builder().build();
    }

    private static UnarchiveFindingsResponse unarchive(Call call, UnarchiveFindingsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        change(detector, request.findingIds(), service -> service.archived(false));
        return UnarchiveFindingsResponse.builder().build();
    }

    private static UpdateFindingsFeedbackResponse feedback(Call call, UpdateFindingsFeedbackRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        String feedback = Optional.ofNullable(request.feedbackAsString()).orElse("");
        if (!feedback.matches("USEFUL|NOT_USEFUL")) {
            throw GuardDutyErrors.invalid("feedback");
        }
        change(detector, request.findingIds(), service -> service.userFeedback(feedback));
        return UpdateFindingsFeedbackResponse.builder().build();
    }

    /** Changes all of these findings, or none when one of them is unknown. */
    private static void change(Detector detector, List<String> ids, UnaryOperator<Service.Builder> change) {
        checkIds(ids);
        List<Finding> found = ids.stream()
                .map(id -> detector.findings().find(id).orElseThrow(() -> GuardDutyErrors.invalid("findingIds")))
                .toList();
        for (Finding finding : found) {
            Service service = change.apply(finding.service().toBuilder()).build();
            detector.findings().put(finding.copy(copy -> copy.service(service)));
        }
    }
}
