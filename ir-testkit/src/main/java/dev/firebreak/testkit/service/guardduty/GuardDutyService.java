package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake GuardDuty. It finds nothing by itself: {@link GuardDutyReports} has it find something, and CreateSampleFindings makes samples of the
 * types that matter to incident response.
 */
public final class GuardDutyService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public GuardDutyService() {
        DetectorOperations.addTo(operations);
        FindingOperations.addTo(operations);
        FilterOperations.addTo(operations);
        AddressListOperations.addTo(operations);
        MemberOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "guardduty";
    }

    @Override
    public Protocol protocol() {
        return Protocol.REST_JSON;
    }

    @Override
    public Operations operations() {
        return operations;
    }
}
