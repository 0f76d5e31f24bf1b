package dev.firebreak.internal.report;

import dev.firebreak.ContainmentSummary.FailureGroup;
import dev.firebreak.Refusal;
import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.TargetRef;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Puts together what did not succeed for the same reason, however many resources it befell. */
final class FailureGroups {
    private static final int EXAMPLES = 3;

    /** What tells one resource, one step or one request from another of its kind. */
    private static final Pattern IDS =
            Pattern.compile("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b|(?<=-)[0-9a-f]{8,}\\b");

    private final Map<Cause, Members> causes = new LinkedHashMap<>();

    FailureGroups(List<Refusal> refusals, List<StepResult> results) {
        results.stream().filter(result -> !result.status().succeeded()).forEach(this::add);
        refusals.forEach(this::add);
    }

    private record Cause(StepStatus status, String step, String code, String message) {}

    private static final class Members {
        private final Set<TargetRef> examples = new LinkedHashSet<>();
        private int count;

        private void add(TargetRef target) {
            count++;
            if (examples.size() < EXAMPLES) {
                examples.add(target);
            }
        }
    }

    private void add(StepResult result) {
        Step step = result.step();
        String word = step.kind().substring(step.kind().lastIndexOf('.') + 1);
        String message = withoutIds(
                result.message(), Stream.of(step.resource().id(), step.target().id()));
        add(new Cause(result.status(), word, result.code(), message), step.target());
    }

    private void add(Refusal refusal) {
        String word = refusal.step().replaceFirst("-[0-9a-f]{12}$", "");
        String message = withoutIds(refusal.reason(), Stream.of(refusal.target().id()));
        add(new Cause(StepStatus.REFUSED, word, refusal.guard(), message), refusal.target());
    }

    private void add(Cause cause, TargetRef target) {
        causes.computeIfAbsent(cause, made -> new Members()).add(target);
    }

    private static String withoutIds(String message, Stream<String> ids) {
        String text = message;
        for (String id : ids.distinct().toList()) {
            text = text.contains(id)
                    ? text.replaceAll("(?<![\\p{L}\\p{N}])" + Pattern.quote(id) + "(?![\\p{L}\\p{N}])", "…")
                    : text;
        }
        return IDS.matcher(text).replaceAll("…");
    }

    /** The most frequent first; of equally many, the one that was met first. */
    List<FailureGroup> groups() {
        return causes.entrySet().stream()
                .map(entry -> group(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(FailureGroup::count).reversed())
                .toList();
    }

    private static FailureGroup group(Cause cause, Members members) {
        return new FailureGroup(
                cause.status(),
                cause.step(),
                cause.code(),
                cause.message(),
                members.count,
                List.copyOf(members.examples));
    }
}
