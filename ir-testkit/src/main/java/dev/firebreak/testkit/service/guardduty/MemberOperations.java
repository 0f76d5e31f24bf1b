package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import software.amazon.awssdk.services.guardduty.model.CreateMembersRequest;
import software.amazon.awssdk.services.guardduty.model.CreateMembersResponse;
import software.amazon.awssdk.services.guardduty.model.CreatePublishingDestinationRequest;
import software.amazon.awssdk.services.guardduty.model.CreatePublishingDestinationResponse;
import software.amazon.awssdk.services.guardduty.model.DeleteMembersRequest;
import software.amazon.awssdk.services.guardduty.model.DeleteMembersResponse;
import software.amazon.awssdk.services.guardduty.model.DeletePublishingDestinationRequest;
import software.amazon.awssdk.services.guardduty.model.DeletePublishingDestinationResponse;
import software.amazon.awssdk.services.guardduty.model.Destination;
import software.amazon.awssdk.services.guardduty.model.ListMembersRequest;
import software.amazon.awssdk.services.guardduty.model.ListMembersResponse;
import software.amazon.awssdk.services.guardduty.model.ListPublishingDestinationsRequest;
import software.amazon.awssdk.services.guardduty.model.ListPublishingDestinationsResponse;
import software.amazon.awssdk.services.guardduty.model.Member;
import software.amazon.awssdk.services.guardduty.model.UnprocessedAccount;

/** The member accounts and the destinations of findings, which are recorded. */
final class MemberOperations {
    private static final int PAGE = 50;

    private MemberOperations() {}

    static void addTo(Operations operations) {
        String member = "/detector/{detectorId}/member";
        String destination = "/detector/{detectorId}/publishingDestination";
        operations
                .rest("CreateMembers", "POST " + member, CreateMembersRequest::builder, MemberOperations::create)
                .rest("ListMembers", "GET " + member, ListMembersRequest::builder, MemberOperations::list)
                .rest(
                        "DeleteMembers",
                        "POST " + member + "/delete",
                        DeleteMembersRequest::builder,
                        MemberOperations::delete)
                .rest(
                        "CreatePublishingDestination",
                        "POST " + destination,
                        CreatePublishingDestinationRequest::builder,
                        MemberOperations::createDestination)
                .rest(
                        "ListPublishingDestinations",
                        "GET " + destination,
                        ListPublishingDestinationsRequest::builder,
                        MemberOperations::destinations)
                .rest(
                        "DeletePublishingDestination",
                        "DELETE " + destination + "/{destinationId}",
                        DeletePublishingDestinationRequest::builder,
                        MemberOperations::deleteDestination);
    }

    private static CreateMembersResponse create(Call call, CreateMembersRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        String now = FindingMaker.TIME.format(call.now());
        request.accountDetails()
                .forEach(account -> detector.members()
                        .putIfAbsent(
                                account.accountId(),
                                Member.builder()
                                        .accountId(account.accountId())
                                        .email(account.email())
                                        .masterId(call.account().id())
                                        .administratorId(call.account().id())
                                        .relationshipStatus("Created")
                                        .updatedAt(now)
                                        .build()));
        return CreateMembersResponse.builder().unprocessedAccounts(List.of()).build();
    }

    private static ListMembersResponse list(Call call, ListMembersRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        // Only associated members are listed unless the request says otherwise; a member that was merely created is
        // none.
        List<Member> members = "false".equalsIgnoreCase(request.onlyAssociated())
                ? List.copyOf(detector.members().values())
                : List.of();
        var page = ResultPage.of(members, PAGE, request.nextToken(), GuardDutyErrors::invalidToken);
        return ListMembersResponse.builder()
                .members(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteMembersResponse delete(Call call, DeleteMembersRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        List<UnprocessedAccount> unknown = request.accountIds().stream()
                .filter(id -> detector.members().remove(id) == null)
                .map(id -> UnprocessedAccount.builder()
                        .accountId(id)
                        .result("The request is rejected because the account is not a member of the current account.")
                        .build())
                .toList();
        return DeleteMembersResponse.builder().unprocessedAccounts(unknown).build();
    }

    private static CreatePublishingDestinationResponse createDestination(
            Call call, CreatePublishingDestinationRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        if (!detector.destinations().isEmpty()) {
            throw GuardDutyErrors.rejected("a publishing destination already exists for the current account.");
        }
        String id = call.world().ids().hex(32);
        detector.destinations().put(id, request);
        return CreatePublishingDestinationResponse.builder().destinationId(id).build();
    }

    private static ListPublishingDestinationsResponse destinations(
            Call call, ListPublishingDestinationsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        return ListPublishingDestinationsResponse.builder()
                .destinations(detector.destinations().entrySet().stream()
                        .map(entry -> Destination.builder()
                                .destinationId(entry.getKey())
                                .destinationType(entry.getValue().destinationType())
                                .status("PUBLISHING")
                                .build())
                        .toList())
                .build();
    }

    private static DeletePublishingDestinationResponse deleteDestination(
            Call call, DeletePublishingDestinationRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        if (detector.destinations().remove(request.destinationId()) == null) {
            throw GuardDutyErrors.rejected("the input destinationId does not exist.");
        }
        return DeletePublishingDestinationResponse.builder().build();
    }
}
