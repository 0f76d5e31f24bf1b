package dev.firebreak.examples;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Incident;
import dev.firebreak.Severity;
import dev.firebreak.spi.CanonicalJson;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * What a response needs from a GuardDuty finding about an EC2 instance, as EventBridge delivers it. A finding is hostile input: every
 * field that is used has been checked.
 *
 * @param id the finding's id: 32 hexadecimal digits
 * @param type the finding type, such as {@code Backdoor:EC2/C&CActivity.B}
 * @param severity GuardDuty's severity, from 1.0 to 10.0
 * @param account the account of the instance
 * @param region the Region of the instance
 * @param instance the instance's id
 * @param createdAt when GuardDuty made the finding
 */
public record GuardDutyFinding(
        String id, String type, double severity, String account, String region, String instance, Instant createdAt) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9]+:[A-Za-z0-9]+/[A-Za-z0-9.&!]+");
    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern INSTANCE = Pattern.compile("i-([0-9a-f]{8}|[0-9a-f]{17})");

    /**
     * Reads an EventBridge event of source {@code aws.guardduty}.
     *
     * @throws IllegalArgumentException when it is not a finding about an EC2 instance; the message names the field
     */
    public static GuardDutyFinding parse(String json) {
        JsonNode event = event(json);
        if (!event.path("source").asText().equals("aws.guardduty")
                || !event.path("detail-type").asText().equals("GuardDuty Finding")) {
            throw new IllegalArgumentException("Invalid finding: source '"
                    + event.path("source").asText() + "', detail-type '"
                    + event.path("detail-type").asText() + "' (must be 'aws.guardduty' and 'GuardDuty Finding')");
        }
        JsonNode detail = event.path("detail");
        double severity = detail.path("severity").asDouble(0);
        if (severity < 1 || severity > 10) {
            throw new IllegalArgumentException(
                    "Invalid finding: detail.severity is " + detail.path("severity") + " (must be from 1.0 to 10.0)");
        }
        return new GuardDutyFinding(
                field(detail, "/id", ID),
                field(detail, "/type", TYPE),
                severity,
                field(detail, "/accountId", ACCOUNT),
                field(detail, "/region", REGION),
                field(detail, "/resource/instanceDetails/instanceId", INSTANCE),
                instant(detail));
    }

    private static JsonNode event(String json) {
        try {
            return CanonicalJson.parse(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Invalid finding: it is not JSON (" + e.getMessage() + ")", e);
        }
    }

    private static String field(JsonNode detail, String pointer, Pattern form) {
        String value = detail.at(pointer).asText();
        if (!form.matcher(value).matches()) {
            throw new IllegalArgumentException("Invalid finding: detail" + pointer.replace('/', '.') + " is '" + value
                    + "' (must match " + form + ")");
        }
        return value;
    }

    private static Instant instant(JsonNode detail) {
        try {
            return Instant.parse(detail.path("createdAt").asText());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "Invalid finding: detail.createdAt is " + detail.path("createdAt") + " (must be an ISO-8601 time)",
                    e);
        }
    }

    /** The incident that this finding opens: the same finding always opens the same one. */
    public Incident incident() {
        return Incident.builder()
                .id("GD-" + id.substring(0, 12))
                .title(type + " on " + instance)
                .severity(level())
                .openedAt(createdAt)
                .dedupeKey("guardduty/" + id)
                .build();
    }

    /** GuardDuty's own levels: critical from 9, high from 7, medium from 4. */
    private Severity level() {
        if (severity >= 9) {
            return Severity.CRITICAL;
        }
        if (severity >= 7) {
            return Severity.HIGH;
        }
        return severity >= 4 ? Severity.MEDIUM : Severity.LOW;
    }
}
