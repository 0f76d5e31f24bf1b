package dev.firebreak.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;

/** Assertions on an IAM role. */
public final class RoleAssert extends AbstractAssert<RoleAssert, String> {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeAws fake;

    RoleAssert(FakeAws fake, String roleName) {
        super(roleName, RoleAssert.class);
        this.fake = fake;
    }

    /**
     * An inline policy of the role denies all actions on all resources to sessions issued before an instant that is not before
     * this one, and under no other condition.
     */
    public RoleAssert deniesSessionsIssuedBefore(Instant instant) {
        isNotNull();
        List<String> found = new ArrayList<>();
        boolean denies = fake.consistently(
                () -> fake.iam().listRolePolicies(request -> request.roleName(actual)).policyNames().stream()
                        .flatMap(name -> statements(name, found))
                        .anyMatch(statement -> denies(statement, instant)));
        if (!denies) {
            failWithMessage(
                    "%nExpecting role %s to deny sessions issued before %s but its inline policies are:%n  %s",
                    actual, instant, found.isEmpty() ? "none" : String.join(System.lineSeparator() + "  ", found));
        }
        return this;
    }

    private Stream<JsonNode> statements(String policyName, List<String> found) {
        String document = URLDecoder.decode(
                fake.iam()
                        .getRolePolicy(request -> request.roleName(actual).policyName(policyName))
                        .policyDocument(),
                StandardCharsets.UTF_8);
        found.add(policyName + ": " + document);
        try {
            return values(JSON.readTree(document).path("Statement"));
        } catch (JsonProcessingException malformed) {
            throw failure("%nExpecting policy %s of role %s to be JSON but it is %s", policyName, actual, document);
        }
    }

    private static boolean denies(JsonNode statement, Instant instant) {
        return statement.path("Effect").asText().equals("Deny")
                && values(statement.path("Action"))
                        .anyMatch(action -> action.asText().matches("\\*(:\\*)?"))
                && values(statement.path("Resource"))
                        .anyMatch(resource -> resource.asText().equals("*"))
                && statement.path("Condition").size() == 1
                && statement.path("Condition").path("DateLessThan").size() == 1
                && reaches(statement.path("Condition").path("DateLessThan"), instant);
    }

    private static boolean reaches(JsonNode dates, Instant instant) {
        return dates.properties().stream()
                .filter(date -> date.getKey().equalsIgnoreCase("aws:TokenIssueTime"))
                .flatMap(date -> values(date.getValue()))
                .anyMatch(date -> !issuedBefore(date.asText()).isBefore(instant));
    }

    /** A date that IAM could not read denies nothing. */
    private static Instant issuedBefore(String date) {
        try {
            return OffsetDateTime.parse(date).toInstant();
        } catch (DateTimeException unreadable) {
            return Instant.MIN;
        }
    }

    /** IAM takes a single value wherever it takes a list. */
    private static Stream<JsonNode> values(JsonNode oneOrMany) {
        if (oneOrMany.isMissingNode()) {
            return Stream.empty();
        }
        return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
    }
}
