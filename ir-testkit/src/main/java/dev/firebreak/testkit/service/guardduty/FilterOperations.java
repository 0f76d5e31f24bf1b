package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.CreateFilterRequest;
import software.amazon.awssdk.services.guardduty.model.CreateFilterResponse;
import software.amazon.awssdk.services.guardduty.model.DeleteFilterRequest;
import software.amazon.awssdk.services.guardduty.model.DeleteFilterResponse;
import software.amazon.awssdk.services.guardduty.model.FilterAction;
import software.amazon.awssdk.services.guardduty.model.GetFilterRequest;
import software.amazon.awssdk.services.guardduty.model.GetFilterResponse;
import software.amazon.awssdk.services.guardduty.model.ListFiltersRequest;
import software.amazon.awssdk.services.guardduty.model.ListFiltersResponse;
import software.amazon.awssdk.services.guardduty.model.UpdateFilterRequest;
import software.amazon.awssdk.services.guardduty.model.UpdateFilterResponse;

/** Filters, of which those with the action ARCHIVE suppress findings. */
final class FilterOperations {
    private static final int MOST_FILTERS = 100;
    private static final int MOST_LISTED = 50;

    private FilterOperations() {}

    static void addTo(Operations operations) {
        String filter = "/detector/{detectorId}/filter";
        operations
                .rest("CreateFilter", "POST " + filter, CreateFilterRequest::builder, FilterOperations::create)
                .rest("ListFilters", "GET " + filter, ListFiltersRequest::builder, FilterOperations::list)
                .rest("GetFilter", "GET " + filter + "/{filterName}", GetFilterRequest::builder, FilterOperations::get)
                .rest(
                        "UpdateFilter",
                        "POST " + filter + "/{filterName}",
                        UpdateFilterRequest::builder,
                        FilterOperations::update)
                .rest(
                        "DeleteFilter",
                        "DELETE " + filter + "/{filterName}",
                        DeleteFilterRequest::builder,
                        FilterOperations::delete);
    }

    private static CreateFilterResponse create(Call call, CreateFilterRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        String name = Optional.ofNullable(request.name()).orElse("");
        if (!name.matches("[\\w.-]{3,64}")) {
            throw GuardDutyErrors.invalid("name");
        }
        if (request.findingCriteria() == null) {
            throw GuardDutyErrors.rejected("the required parameter findingCriteria is missing.");
        }
        FindingCriteria.of(request.findingCriteria());
        if (detector.filters().containsKey(name)) {
            throw GuardDutyErrors.rejected("a filter with the given name already exists.");
        }
        if (detector.filters().size() >= MOST_FILTERS) {
            throw GuardDutyErrors.rejected("the current account has exceeded the filters limit.");
        }
        FilterAction action = Optional.ofNullable(request.action()).orElse(FilterAction.NOOP);
        int rank = request.rank() == null ? 1 : request.rank();
        detector.filters().put(name, request.copy(copy -> copy.action(action).rank(rank)));
        return CreateFilterResponse.builder().name(name).build();
    }

    private static CreateFilterRequest find(Detector detector, String name) {
        return Optional.ofNullable(detector.filters().get(name)).orElseThrow(FilterOperations::unknown);
    }

    private static AwsError unknown() {
        return GuardDutyErrors.rejected("the input filterName does not exist.");
    }

    private static ListFiltersResponse list(Call call, ListFiltersRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        int size = request.maxResults() == null ? MOST_LISTED : Math.min(request.maxResults(), MOST_LISTED);
        var page = ResultPage.of(
                List.copyOf(detector.filters().keySet()), size, request.nextToken(), GuardDutyErrors::invalidToken);
        return ListFiltersResponse.builder()
                .filterNames(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static GetFilterResponse get(Call call, GetFilterRequest request) {
        CreateFilterRequest filter = find(GuardDutyState.detector(call, request.detectorId()), request.filterName());
        return GetFilterResponse.builder()
                .name(filter.name())
                .description(filter.description())
                .action(filter.action())
                .rank(filter.rank())
                .findingCriteria(filter.findingCriteria())
                .tags(filter.tags())
                .build();
    }

    private static UpdateFilterResponse update(Call call, UpdateFilterRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        CreateFilterRequest old = find(detector, request.filterName());
        FindingCriteria.of(request.findingCriteria());
        detector.filters()
                .put(
                        old.name(),
                        old.copy(copy -> copy.action(
                                        Optional.ofNullable(request.action()).orElse(old.action()))
                                .rank(Optional.ofNullable(request.rank()).orElse(old.rank()))
                                .description(Optional.ofNullable(request.description())
                                        .orElse(old.description()))
                                .findingCriteria(Optional.ofNullable(request.findingCriteria())
                                        .orElse(old.findingCriteria()))));
        return UpdateFilterResponse.builder().name(old.name()).build();
    }

    private static DeleteFilterResponse delete(Call call, DeleteFilterRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        find(detector, request.filterName());
        detector.filters().remove(request.filterName());
        return DeleteFilterResponse.builder().build();
    }
}
