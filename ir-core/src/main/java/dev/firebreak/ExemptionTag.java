package dev.firebreak;

import dev.firebreak.spi.Guard;
import dev.firebreak.spi.GuardContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A guard that leaves targets alone which carry a tag with an expiry date and an approver, such as
 * {@code ir:exempt = 2026-12-31 by alice@example.com}.
 *
 * <p>The target is exempt through the end of that day, in UTC. A tag that has expired, or that does not say both, exempts nothing, and
 * the plan warns of it. What is exempt is a {@link Refusal} in the plan. Whoever may tag a resource can exempt it: name the approvers
 * where attackers may hold that permission.
 */
public final class ExemptionTag implements Guard {
    private static final Pattern VALUE = Pattern.compile("\\s*(\\d{4}-\\d{2}-\\d{2})\\s+(?:by\\s+)?(\\S.*?)\\s*");

    private final String key;
    private final Set<String> approvers;

    private ExemptionTag(String key, Set<String> approvers) {
        this.key = key;
        this.approvers = approvers;
    }

    /** The guard for the tag with this key, whoever approved. */
    public static ExemptionTag named(String key) {
        return new ExemptionTag(key, Set.of());
    }

    /** This guard, for exemptions approved by one of these only. */
    public ExemptionTag approvedBy(String... names) {
        return new ExemptionTag(key, Set.of(names));
    }

    @Override
    public String name() {
        return key;
    }

    @Override
    public Optional<String> refuse(Step step, GuardContext context) {
        String value = context.tags(step.target()).get(key);
        if (value == null) {
            return Optional.empty();
        }
        Matcher parts = VALUE.matcher(value);
        Optional<String> flaw = parts.matches()
                ? flaw(parts.group(1), parts.group(2), context.clock())
                : Optional.of(
                        "it does not say until when and by whom (must be like '2026-12-31 by alice@example.com')");
        flaw.ifPresent(reason -> context.warn("Tag " + key + " on " + step.target() + " exempts nothing: " + reason));
        return flaw.isPresent()
                ? Optional.empty()
                : Optional.of("exempt until " + parts.group(1) + ", approved by " + parts.group(2));
    }

    private Optional<String> flaw(String date, String approver, Clock clock) {
        try {
            if (LocalDate.parse(date).isBefore(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC))) {
                return Optional.of("it expired on " + date);
            }
        } catch (DateTimeException e) {
            return Optional.of("there is no day " + date);
        }
        return approvers.isEmpty() || approvers.contains(approver)
                ? Optional.empty()
                : Optional.of(approver + " is not one of the approvers");
    }
}
