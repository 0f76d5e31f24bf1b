package dev.firebreak.testkit.service.guardduty;

import dev.firebreak.testkit.wire.json.ModelJson;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.guardduty.model.FilterAction;
import software.amazon.awssdk.services.guardduty.model.Finding;

/** Takes findings into a detector: aggregates what comes again, archives what a filter suppresses, and tells the others. */
final class Findings {
    private final Region region;
    private final Detector detector;

    Findings(Region region, Detector detector) {
        this.region = region;
        this.detector = detector;
    }

    Finding report(FindingSpec spec, boolean sample) {
        Finding fresh = new FindingMaker(region, detector).make(spec, sample);
        Optional<Finding> same = detector.allFindings().stream()
                .filter(other -> other.type().equals(fresh.type())
                        && !other.service().archived()
                        && FindingCriteria.resourceId(other).equals(FindingCriteria.resourceId(fresh)))
                .findFirst();
        Finding taken = same.map(other -> again(other, fresh)).orElse(fresh);
        if (suppressed(taken)) {
            taken = taken.copy(copy -> copy.service(service -> service.archived(true)));
        }
        detector.findings().put(taken);
        tell(taken);
        return taken;
    }

    private static Finding again(Finding known, Finding fresh) {
        var service = known.service()
                .copy(copy -> copy.count(known.service().count() + 1)
                        .eventLastSeen(fresh.service().eventLastSeen())
                        .action(fresh.service().action()));
        return known.copy(copy -> copy.updatedAt(fresh.updatedAt()).service(service));
    }

    private boolean suppressed(Finding finding) {
        return detector.filters().values().stream()
                .filter(filter -> filter.action() == FilterAction.ARCHIVE)
                .anyMatch(filter -> FindingCriteria.of(filter.findingCriteria()).test(finding));
    }

    /** A new finding is told at once, an update only when the publishing frequency has passed; a suppressed one never. */
    private void tell(Finding finding) {
        Instant now = region.world().now();
        Instant last = detector.published().get(finding.id());
        boolean due = last == null || !last.plus(period()).isAfter(now);
        if (finding.service().archived() || !due) {
            return;
        }
        detector.published().put(finding.id(), now);
        region.world()
                .events()
                .publish(new AwsEvent(
                        "aws.guardduty",
                        "GuardDuty Finding",
                        region.account().id(),
                        region.name(),
                        now,
                        List.of(),
                        ModelJson.of(finding)));
    }

    private Duration period() {
        return switch (detector.frequency()) {
            case "FIFTEEN_MINUTES" -> Duration.ofMinutes(15);
            case "ONE_HOUR" -> Duration.ofHours(1);
            default -> Duration.ofHours(6);
        };
    }
}
