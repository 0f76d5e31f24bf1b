package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.guardduty.Detector.AddressList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.CreateIpSetRequest;
import software.amazon.awssdk.services.guardduty.model.CreateIpSetResponse;
import software.amazon.awssdk.services.guardduty.model.CreateThreatIntelSetRequest;
import software.amazon.awssdk.services.guardduty.model.CreateThreatIntelSetResponse;
import software.amazon.awssdk.services.guardduty.model.DeleteIpSetRequest;
import software.amazon.awssdk.services.guardduty.model.DeleteIpSetResponse;
import software.amazon.awssdk.services.guardduty.model.DeleteThreatIntelSetRequest;
import software.amazon.awssdk.services.guardduty.model.DeleteThreatIntelSetResponse;
import software.amazon.awssdk.services.guardduty.model.GetIpSetRequest;
import software.amazon.awssdk.services.guardduty.model.GetIpSetResponse;
import software.amazon.awssdk.services.guardduty.model.GetThreatIntelSetRequest;
import software.amazon.awssdk.services.guardduty.model.GetThreatIntelSetResponse;
import software.amazon.awssdk.services.guardduty.model.ListIpSetsRequest;
import software.amazon.awssdk.services.guardduty.model.ListIpSetsResponse;
import software.amazon.awssdk.services.guardduty.model.ListThreatIntelSetsRequest;
import software.amazon.awssdk.services.guardduty.model.ListThreatIntelSetsResponse;

/** The lists of trusted and of threatening addresses, which are recorded and change no finding. */
final class AddressListOperations {
    private static final int MOST_THREAT_LISTS = 6;

    private AddressListOperations() {}

    static void addTo(Operations operations) {
        String trusted = "/detector/{detectorId}/ipset";
        String threats = "/detector/{detectorId}/threatintelset";
        operations
                .rest("CreateIPSet", "POST " + trusted, CreateIpSetRequest::builder, AddressListOperations::create)
                .rest("ListIPSets", "GET " + trusted, ListIpSetsRequest::builder, AddressListOperations::list)
                .rest("GetIPSet", "GET " + trusted + "/{ipSetId}", GetIpSetRequest::builder, AddressListOperations::get)
                .rest(
                        "DeleteIPSet",
                        "DELETE " + trusted + "/{ipSetId}",
                        DeleteIpSetRequest::builder,
                        AddressListOperations::delete)
                .rest(
                        "CreateThreatIntelSet",
                        "POST " + threats,
                        CreateThreatIntelSetRequest::builder,
                        AddressListOperations::createThreats)
                .rest(
                        "ListThreatIntelSets",
                        "GET " + threats,
                        ListThreatIntelSetsRequest::builder,
                        AddressListOperations::listThreats)
                .rest(
                        "GetThreatIntelSet",
                        "GET " + threats + "/{threatIntelSetId}",
                        GetThreatIntelSetRequest::builder,
                        AddressListOperations::getThreats)
                .rest(
                        "DeleteThreatIntelSet",
                        "DELETE " + threats + "/{threatIntelSetId}",
                        DeleteThreatIntelSetRequest::builder,
                        AddressListOperations::deleteThreats);
    }

    private static String add(Call call, Map<String, AddressList> lists, AddressList list, int most) {
        if (lists.values().stream().anyMatch(other -> other.name().equals(list.name()))) {
            throw GuardDutyErrors.rejected("a list with the given name already exists.");
        }
        if (lists.size() >= most) {
            throw GuardDutyErrors.rejected("the current account has exceeded the lists limit.");
        }
        String id = call.world().ids().hex(32);
        lists.put(id, list);
        return id;
    }

    private static AddressList find(Map<String, AddressList> lists, String id) {
        return Optional.ofNullable(lists.get(id)).orElseThrow(AddressListOperations::unknown);
    }

    private static AwsError unknown() {
        return GuardDutyErrors.rejected("the input list id does not exist.");
    }

    private static CreateIpSetResponse create(Call call, CreateIpSetRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        var list = new AddressList(
                request.name(), request.formatAsString(), request.location(), request.activate(), request.tags());
        return CreateIpSetResponse.builder()
                .ipSetId(add(call, detector.trusted(), list, 1))
                .build();
    }

    private static ListIpSetsResponse list(Call call, ListIpSetsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        return ListIpSetsResponse.builder()
                .ipSetIds(List.copyOf(detector.trusted().keySet()))
                .build();
    }

    private static GetIpSetResponse get(Call call, GetIpSetRequest request) {
        AddressList list =
                find(GuardDutyState.detector(call, request.detectorId()).trusted(), request.ipSetId());
        return GetIpSetResponse.builder()
                .name(list.name())
                .format(list.format())
                .location(list.location())
                .status(list.active() ? "ACTIVE" : "INACTIVE")
                .tags(list.tags())
                .build();
    }

    private static DeleteIpSetResponse delete(Call call, DeleteIpSetRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        find(detector.trusted(), request.ipSetId());
        detector.trusted().remove(request.ipSetId());
        return DeleteIpSetResponse.builder().build();
    }

    private static CreateThreatIntelSetResponse createThreats(Call call, CreateThreatIntelSetRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        var list = new AddressList(
                request.name(), request.formatAsString(), request.location(), request.activate(), request.tags());
        return CreateThreatIntelSetResponse.builder()
                .threatIntelSetId(add(call, detector.threats(), list, MOST_THREAT_LISTS))
                .build();
    }

    private static ListThreatIntelSetsResponse listThreats(Call call, ListThreatIntelSetsRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        return ListThreatIntelSetsResponse.builder()
                .threatIntelSetIds(List.copyOf(detector.threats().keySet()))
                .build();
    }

    private static GetThreatIntelSetResponse getThreats(Call call, GetThreatIntelSetRequest request) {
        AddressList list =
                find(GuardDutyState.detector(call, request.detectorId()).threats(), request.threatIntelSetId());
        return GetThreatIntelSetResponse.builder()
                .name(list.name())
                .format(list.format())
                .location(list.location())
                .status(list.active() ? "ACTIVE" : "INACTIVE")
                .tags(list.tags())
                .build();
    }

    private static DeleteThreatIntelSetResponse deleteThreats(Call call, DeleteThreatIntelSetRequest request) {
        Detector detector = GuardDutyState.detector(call, request.detectorId());
        find(detector.threats(), request.threatIntelSetId());
        detector.threats().remove(request.threatIntelSetId());
        return DeleteThreatIntelSetResponse.builder().build();
    }
}
