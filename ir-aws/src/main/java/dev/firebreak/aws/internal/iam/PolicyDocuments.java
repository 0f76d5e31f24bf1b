package dev.firebreak.aws.internal.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.spi.CanonicalJson;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The policies that are put inline, as canonical JSON. */
final class PolicyDocuments {
    private PolicyDocuments() {}

    /** Denies everything. */
    static String denyAll() {
        return document(denial("FirebreakDenyAll"));
    }

    /**
     * Denies everything to sessions that were issued before this moment. Long-term keys have no issue time, so that it leaves them alone.
     */
    static String denyIssuedBefore(Instant moment) {
        ObjectNode statement = denial("FirebreakRevokeOlderSessions");
        statement
                .putObject("Condition")
                .putObject("DateLessThan")
                .put(
                        "aws:TokenIssueTime",
                        moment.truncatedTo(ChronoUnit.SECONDS).toString());
        return document(statement);
    }

    /** The moment of a document made by {@link #denyIssuedBefore}; empty for all others. */
    static Optional<Instant> issuedBefore(String document) {
        try {
            JsonNode tree = CanonicalJson.parse(document);
            Instant moment = Instant.parse(tree.path("Statement")
                    .path(0)
                    .path("Condition")
                    .path("DateLessThan")
                    .path("aws:TokenIssueTime")
                    .asText());
            return CanonicalJson.text(tree).equals(denyIssuedBefore(moment)) ? Optional.of(moment) : Optional.empty();
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether two documents are equal but for white space and order. */
    static boolean same(String document, String other) {
        try {
            return CanonicalJson.text(CanonicalJson.parse(document)).equals(other);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The text of a document as IAM answers it: percent-encoded after RFC 3986, in which a plus sign is one. */
    static String decoded(String answered) {
        return URLDecoder.decode(answered.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static ObjectNode denial(String id) {
        ObjectNode statement = CanonicalJson.object();
        statement.put("Sid", id);
        statement.put("Effect", "Deny");
        statement.putArray("Action").add("*");
        statement.putArray("Resource").add("*");
        return statement;
    }

    private static String document(ObjectNode statement) {
        ObjectNode document = CanonicalJson.object();
        document.put("Version", "2012-10-17");
        document.putArray("Statement").add(statement);
        return CanonicalJson.text(document);
    }
}
