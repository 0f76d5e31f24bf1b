package dev.firebreak.testkit.service.guardduty;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.wire.json.ModelJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.guardduty.model.Condition;
import software.amazon.awssdk.services.guardduty.model.Finding;

/** Judges findings by conditions on what their JSON has at a path, such as {@code resource.instanceDetails.instanceId}. */
final class FindingCriteria {
    private FindingCriteria() {}

    static Predicate<Finding> of(software.amazon.awssdk.services.guardduty.model.@Nullable FindingCriteria criteria) {
        Map<String, Condition> conditions = criteria == null ? Map.of() : criteria.criterion();
        conditions.keySet().forEach(FindingCriteria::check);
        return finding -> {
            JsonNode json = ModelJson.of(finding);
            return conditions.entrySet().stream()
                    .allMatch(condition -> holds(condition.getValue(), ModelJson.values(json, condition.getKey())));
        };
    }

    private static void check(String attribute) {
        String first = attribute.split("\\.", 2)[0];
        boolean known = Finding.builder().build().sdkFields().stream()
                .anyMatch(field -> field.locationName().equals(first));
        if (!known) {
            throw GuardDutyErrors.invalid("findingCriteria");
        }
    }

    @SuppressWarnings("deprecation") // the old names of the conditions are still served
    private static boolean holds(Condition condition, List<String> values) {
        List<String> eq = both(condition.eq(), condition.equalsValue());
        List<String> neq = both(condition.neq(), condition.notEquals());
        return (eq.isEmpty() || values.stream().anyMatch(eq::contains))
                && (neq.isEmpty() || values.stream().noneMatch(neq::contains))
                && (condition.matches().isEmpty()
                        || values.stream().anyMatch(value -> like(condition.matches(), value)))
                && values.stream().noneMatch(value -> like(condition.notMatches(), value))
                && compares(values, either(condition.gt(), condition.greaterThan()), (value, limit) -> value > limit)
                && compares(
                        values,
                        either(condition.gte(), condition.greaterThanOrEqual()),
                        (value, limit) -> value >= limit)
                && compares(values, either(condition.lt(), condition.lessThan()), (value, limit) -> value < limit)
                && compares(
                        values, either(condition.lte(), condition.lessThanOrEqual()), (value, limit) -> value <= limit);
    }

    /** Of the patterns, with stars and question marks, one fits. */
    private static boolean like(List<String> patterns, String value) {
        return patterns.stream()
                .map(pattern -> Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q"))
                .anyMatch(value::matches);
    }

    private static List<String> both(List<String> old, List<String> current) {
        return Stream.concat(old.stream(), current.stream()).toList();
    }

    private static @Nullable Number either(@Nullable Integer old, @Nullable Long current) {
        // Not by "?:", which would unbox the one that is absent.
        if (current != null) {
            return current;
        }
        return old;
    }

    private static boolean compares(List<String> values, @Nullable Number limit, BiPredicate<Double, Double> test) {
        return limit == null
                || values.stream()
                        .map(FindingCriteria::number)
                        .filter(Objects::nonNull)
                        .anyMatch(value -> test.test(value, limit.doubleValue()));
    }

    /** A number, or a time as milliseconds since 1970. */
    private static @Nullable Double number(String text) {
        try {
            return text.contains("T") ? Double.valueOf(Instant.parse(text).toEpochMilli()) : Double.valueOf(text);
        } catch (NumberFormatException | DateTimeException neither) {
            return null;
        }
    }

    /** What a finding is about: the id of the instance or access key, or the name of the bucket. */
    static String resourceId(Finding finding) {
        JsonNode json = ModelJson.of(finding);
        return Stream.of(
                        "resource.instanceDetails.instanceId",
                        "resource.accessKeyDetails.accessKeyId",
                        "resource.s3BucketDetails.name")
                .flatMap(path -> ModelJson.values(json, path).stream())
                .findFirst()
                .orElse("");
    }
}
