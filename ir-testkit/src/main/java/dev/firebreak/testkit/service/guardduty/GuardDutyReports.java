package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.world.Region;
import software.amazon.awssdk.services.guardduty.model.Finding;

/** Has the GuardDuty of an account and Region find something, as no API call can. */
public final class GuardDutyReports {
    private final Region region;

    private GuardDutyReports(Region region) {
        this.region = region;
    }

    /** The GuardDuty of this account and Region. */
    public static GuardDutyReports in(Region region) {
        return new GuardDutyReports(region);
    }

    /**
     * Reports a finding: it is listed, and told as an event, unless a filter suppresses it. The same type on the same resource again is
     * counted on the finding that is there.
     *
     * @return the finding as it now is
     * @throws IllegalStateException when GuardDuty is not enabled there
     */
    public Finding report(FindingSpec spec) {
        synchronized (region.world()) {
            Detector detector = GuardDutyState.of(region)
                    .detector()
                    .filter(Detector::isEnabled)
                    .orElseThrow(() -> new IllegalStateException("Cannot report finding: GuardDuty is not enabled ("
                            + region.account().id() + ", " + region.name() + ")"));
            return new Findings(region, detector).report(spec, false);
        }
    }
}
