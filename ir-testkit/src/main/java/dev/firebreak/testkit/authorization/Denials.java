package dev.firebreak.testkit.authorization;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.policy.Decision;
import dev.firebreak.testkit.policy.Principal;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import java.util.Locale;

/**
 * How services word that somebody is not authorized.
 *
 * <p>See "Troubleshoot access denied error messages" in the IAM User Guide.
 */
final class Denials {
    private final Invocation invocation;
    private final Principal who;

    Denials(Invocation invocation, Principal who) {
        this.invocation = invocation;
        this.who = who;
    }

    AwsError of(Demand demand, Decision decision) {
        boolean named = !demand.resource().equals("*");
        String what =
                String.format(Locale.ROOT, "User: %s is not authorized to perform: %s", who.arn(), demand.action());
        String reason = decision.reason(demand.action());
        return switch (invocation.protocol()) {
            case EC2_QUERY -> ofEc2(what + on(named, demand.resource()) + " " + reason, demand, decision);
            case REST_XML ->
                new AwsError(
                        "AccessDenied",
                        403,
                        who.kind() == Principal.Kind.ANONYMOUS
                                ? "Access Denied"
                                : what + (named ? " on resource: \"" + demand.resource() + "\"" : "") + " " + reason);
            case QUERY -> new AwsError(queryCode(), 403, what + on(true, demand.resource()) + " " + reason);
            default ->
                new AwsError("AccessDeniedException", jsonStatus(), what + on(true, demand.resource()) + " " + reason);
        };
    }

    private static String on(boolean named, String resource) {
        return named ? " on resource: " + resource : "";
    }

    private String queryCode() {
        return invocation.service().equals("sns") ? "AuthorizationError" : "AccessDenied";
    }

    private int jsonStatus() {
        return invocation.protocol() == Protocol.REST_JSON ? 403 : 400;
    }

    /** Calls that only read and name no resource get no encoded message. */
    private AwsError ofEc2(String message, Demand demand, Decision decision) {
        String text = "You are not authorized to perform this operation. " + message;
        if (!invocation.operation().startsWith("Describe")) {
            text += ". Encoded authorization failure message: " + encoded(demand, decision);
        }
        return new AwsError("UnauthorizedOperation", 403, text);
    }

    private String encoded(Demand demand, Decision decision) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("allowed", false).put("explicitDeny", decision.outcome() == Decision.Outcome.EXPLICIT_DENY);
        var matched = json.putObject("matchedStatements").putArray("items");
        decision.matched()
                .forEach(match -> matched.addObject()
                        .put("statementId", match.statement().id())
                        .put("effect", match.statement().isDeny() ? "DENY" : "ALLOW"));
        json.putObject("failures").putArray("items");
        var context = json.putObject("context");
        context.putObject("principal").put("id", who.id()).put("arn", who.arn());
        context.put("action", demand.action()).put("resource", demand.resource());
        context.putObject("conditions").putArray("items");
        return FailureMessage.encode(json.toString());
    }
}
