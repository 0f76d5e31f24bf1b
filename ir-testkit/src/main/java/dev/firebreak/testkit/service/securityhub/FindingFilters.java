package dev.firebreak.testkit.service.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.testkit.wire.json.ModelJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.DateFilter;
import software.amazon.awssdk.services.securityhub.model.MapFilter;
import software.amazon.awssdk.services.securityhub.model.NumberFilter;
import software.amazon.awssdk.services.securityhub.model.StringFilter;

/** Judges findings by filters: all fields must pass, and of the filters on one field one that asks for something, and all that exclude. */
final class FindingFilters {
    /** Where in a finding the fields lie whose filters have another name. */
    private static final Map<String, String> PATHS = Map.ofEntries(
            Map.entry("Type", "Types"),
            Map.entry("SeverityLabel", "Severity.Label"),
            Map.entry("SeverityNormalized", "Severity.Normalized"),
            Map.entry("SeverityProduct", "Severity.Product"),
            Map.entry("ResourceType", "Resources.Type"),
            Map.entry("ResourceId", "Resources.Id"),
            Map.entry("ResourceRegion", "Resources.Region"),
            Map.entry("ResourcePartition", "Resources.Partition"),
            Map.entry("ResourceTags", "Resources.Tags"),
            Map.entry("WorkflowStatus", "Workflow.Status"),
            Map.entry("ComplianceStatus", "Compliance.Status"),
            Map.entry("NoteText", "Note.Text"),
            Map.entry("NoteUpdatedBy", "Note.UpdatedBy"),
            Map.entry("NoteUpdatedAt", "Note.UpdatedAt"),
            Map.entry("RecommendationText", "Remediation.Recommendation.Text"));

    private final Instant now;

    FindingFilters(Instant now) {
        this.now = now;
    }

    Predicate<AwsSecurityFinding> of(@Nullable AwsSecurityFindingFilters filters) {
        List<Predicate<JsonNode>> tests = new ArrayList<>();
        if (filters != null) {
            for (SdkField<?> field : filters.sdkFields()) {
                if (field.getValueOrDefault(filters) instanceof Collection<?> wanted && !wanted.isEmpty()) {
                    tests.add(test(path(field.memberName()), List.copyOf(wanted)));
                }
            }
        }
        return finding -> {
            JsonNode json = ModelJson.of(finding);
            return tests.stream().allMatch(test -> test.test(json));
        };
    }

    /** A filter that cannot be judged is refused: ignored, it would let too much through. */
    private static String path(String filter) {
        String path = PATHS.getOrDefault(filter, filter);
        String first = path.split("\\.", 2)[0];
        boolean known = AwsSecurityFinding.builder().build().sdkFields().stream()
                .anyMatch(field -> field.memberName().equals(first));
        if (!known) {
            throw SecurityHubErrors.invalid(
                    "Invalid parameter 'Filters'. The filter " + filter + " is not supported here");
        }
        return path;
    }

    private Predicate<JsonNode> test(String path, List<?> filters) {
        return json -> {
            boolean wanted = false;
            boolean anyWanted = false;
            for (Object filter : filters) {
                boolean excludes = excludes(filter);
                boolean holds = holds(filter, json, path);
                if (excludes && !holds) {
                    return false;
                }
                anyWanted |= !excludes;
                wanted |= !excludes && holds;
            }
            return wanted || !anyWanted;
        };
    }

    private static boolean excludes(Object filter) {
        String comparison = filter instanceof StringFilter text
                ? String.valueOf(text.comparisonAsString())
                : filter instanceof MapFilter map ? String.valueOf(map.comparisonAsString()) : "";
        return comparison.contains("NOT_");
    }

    private boolean holds(Object filter, JsonNode json, String path) {
        if (filter instanceof MapFilter map) {
            return holds(map, ModelJson.values(json, path + "." + map.key()));
        }
        List<String> values = ModelJson.values(json, path);
        if (filter instanceof StringFilter text) {
            return holds(text.comparisonAsString(), String.valueOf(text.value()), values);
        }
        if (filter instanceof NumberFilter number) {
            return values.stream().anyMatch(value -> holds(number, Double.parseDouble(value)));
        }
        if (filter instanceof DateFilter date) {
            return values.stream().flatMap(value -> Times.read(value).stream()).anyMatch(time -> holds(date, time));
        }
        throw SecurityHubErrors.invalid(
                "Invalid parameter 'Filters'. The filter on " + path + " is not supported here");
    }

    private static boolean holds(MapFilter filter, List<String> values) {
        return holds(filter.comparisonAsString(), String.valueOf(filter.value()), values);
    }

    private static boolean holds(String comparison, String wanted, List<String> values) {
        return switch (comparison) {
            case "EQUALS" -> values.contains(wanted);
            case "PREFIX" -> values.stream().anyMatch(value -> value.startsWith(wanted));
            case "CONTAINS" -> values.stream().anyMatch(value -> value.contains(wanted));
            case "CONTAINS_WORD" ->
                values.stream()
                        .map(value -> value.toLowerCase(Locale.ROOT))
                        .anyMatch(value -> List.of(value.split("\\W+")).contains(wanted.toLowerCase(Locale.ROOT)));
            case "NOT_EQUALS" -> !values.contains(wanted);
            case "PREFIX_NOT_EQUALS" -> values.stream().noneMatch(value -> value.startsWith(wanted));
            case "NOT_CONTAINS" -> values.stream().noneMatch(value -> value.contains(wanted));
            default -> throw SecurityHubErrors.invalid("Invalid parameter 'Comparison'");
        };
    }

    private static boolean holds(NumberFilter filter, double value) {
        return (filter.eq() == null || value == filter.eq())
                && (filter.gte() == null || value >= filter.gte())
                && (filter.lte() == null || value <= filter.lte())
                && (filter.gt() == null || value > filter.gt())
                && (filter.lt() == null || value < filter.lt());
    }

    private boolean holds(DateFilter filter, Instant time) {
        if (filter.dateRange() != null) {
            Instant start = now.minus(Duration.ofDays(filter.dateRange().value()));
            return !time.isBefore(start);
        }
        return !time.isBefore(limit(filter.start(), Instant.MIN)) && !time.isAfter(limit(filter.end(), Instant.MAX));
    }

    private static Instant limit(@Nullable String text, Instant otherwise) {
        return text == null
                ? otherwise
                : Times.read(text)
                        .orElseThrow(() ->
                                SecurityHubErrors.invalid("Invalid parameter 'Filters'. Not a date-time: " + text));
    }
}
