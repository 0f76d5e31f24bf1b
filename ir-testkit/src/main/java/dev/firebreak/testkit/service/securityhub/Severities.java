package dev.firebreak.testkit.service.securityhub;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.securityhub.model.Severity;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;

/** Severities as labels and as numbers from 0 to 100, each made from the other. See "Severity" in the Security Hub User Guide. */
final class Severities {
    private Severities() {}

    static Severity complete(@Nullable Severity given) {
        Severity.Builder severity = given == null ? Severity.builder() : given.toBuilder();
        SeverityLabel label = Optional.ofNullable(given)
                .map(Severity::label)
                .orElseGet(() -> label(given == null || given.normalized() == null ? 0 : given.normalized()));
        Integer number = given == null ? null : given.normalized();
        return severity.label(label)
                .normalized(number == null || (given != null && given.label() != null) ? number(label) : number)
                .build();
    }

    static SeverityLabel label(int normalized) {
        if (normalized >= 90) {
            return SeverityLabel.CRITICAL;
        }
        if (normalized >= 70) {
            return SeverityLabel.HIGH;
        }
        if (normalized >= 40) {
            return SeverityLabel.MEDIUM;
        }
        return normalized >= 1 ? SeverityLabel.LOW : SeverityLabel.INFORMATIONAL;
    }

    private static int number(SeverityLabel label) {
        return switch (label) {
            case CRITICAL -> 90;
            case HIGH -> 70;
            case MEDIUM -> 40;
            case LOW -> 1;
            default -> 0;
        };
    }

    /** The label of a severity of GuardDuty, which goes from 1 to 10. */
    static SeverityLabel ofGuardDuty(double severity) {
        if (severity >= 9) {
            return SeverityLabel.CRITICAL;
        }
        if (severity >= 7) {
            return SeverityLabel.HIGH;
        }
        return severity >= 4 ? SeverityLabel.MEDIUM : SeverityLabel.LOW;
    }
}
