package dev.firebreak.testkit.service.iam.simulation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.PolicyDocument;
import dev.firebreak.testkit.policy.PolicyType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import software.amazon.awssdk.services.iam.model.Position;
import software.amazon.awssdk.services.iam.model.Statement;

/** The statements that decided, with their places in the texts of their policies. */
final class MatchedStatements {
    private static final JsonFactory JSON = new JsonFactory();

    private MatchedStatements() {}

    static List<Statement> of(Decision decision) {
        return decision.matched().stream()
                .filter(match -> match.type() != PolicyType.SERVICE_CONTROL)
                .map(MatchedStatements::statement)
                .toList();
    }

    private static Statement statement(Decision.Match match) {
        PolicyDocument document = match.policy().document();
        Position[] place = place(document.text(), document.statements().indexOf(match.statement()));
        boolean ofResource = match.type() == PolicyType.RESOURCE;
        return Statement.builder()
                .sourcePolicyId(match.policy().id())
                .sourcePolicyType(ofResource ? "Resource Policy" : "IAM Policy")
                .startPosition(place[0])
                .endPosition(place[1])
                .build();
    }

    /** Where the statement with this number begins and ends: statements are objects of the second or third depth. */
    private static Position[] place(String text, int number) {
        try (JsonParser parser = JSON.createParser(text)) {
            while (!"Statement".equals(parser.currentName())) {
                parser.nextToken();
            }
            JsonToken token = parser.nextToken();
            token = token == JsonToken.START_ARRAY ? parser.nextToken() : token;
            for (int skipped = 0; skipped < number; skipped++) {
                parser.skipChildren();
                parser.nextToken();
            }
            Position start = position(parser.currentTokenLocation());
            parser.skipChildren();
            return new Position[] {start, position(parser.currentLocation())};
        } catch (IOException malformed) {
            throw new UncheckedIOException("Cannot find a statement: its policy is no JSON", malformed);
        }
    }

    private static Position position(JsonLocation location) {
        return Position.builder()
                .line(location.getLineNr())
                .column(location.getColumnNr())
                .build();
    }
}
