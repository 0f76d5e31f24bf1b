package dev.firebreak.testkit.service.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.grammar.ConditionGrammar;
import dev.firebreak.testkit.service.iam.grammar.ResourceArns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the grammar of policies as IAM does when they are written.
 *
 * <p>See "Grammar of the IAM JSON policy language" in the IAM User Guide.
 */
public final class PolicyGrammar {
    private PolicyGrammar() {}

    /** Checks a policy of a user, role or group. */
    public static String identity(@Nullable String document, String field) {
        String text = text(document, field);
        ObjectNode policy = PolicyDocuments.read(text);
        if (!policy.has("Version")) {
            throw IamErrors.malformed("Policy document must be version 2012-10-17 or greater.");
        }
        for (ObjectNode statement : PolicyDocuments.statements(policy)) {
            refuse(statement.has("Principal"), "Policy document should not specify a principal.");
            refuse(statement.has("NotPrincipal"), "Policy document should not specify a principal.");
            refuse(!one(statement, "Action", "NotAction"), "Policy statement must contain actions.");
            refuse(!one(statement, "Resource", "NotResource"), "Policy statement must contain resources.");
            checkActions(statement);
            checkResources(statement);
            ConditionGrammar.check(statement);
        }
        return text;
    }

    /** Checks the trust policy of a role. */
    static ObjectNode trust(@Nullable String document, String field) {
        ObjectNode policy = PolicyDocuments.read(text(document, field));
        for (ObjectNode statement : PolicyDocuments.statements(policy)) {
            refuse(statement.has("Resource"), "Has prohibited field Resource");
            refuse(statement.has("NotResource"), "Has prohibited field NotResource");
            refuse(!one(statement, "Principal", "NotPrincipal"), "Missing required field Principal");
            refuse(!statement.has("Action"), "Missing required field Action");
            refuse(
                    !PolicyDocuments.texts(statement.get("Action")).stream()
                            .allMatch(action -> action.startsWith("sts:")),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
            ConditionGrammar.check(statement);
        }
        return policy;
    }

    private static String text(@Nullable String document, String field) {
        String text = IamChecks.required(document, field);
        if (text.isEmpty()) {
            throw IamErrors.constraint(field, "Member must have length greater than or equal to 1");
        }
        if (!text.chars().allMatch(c -> c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xff))) {
            throw IamErrors.validation(
                    "The specified value for %s is invalid. It must contain only printable ASCII characters.", field);
        }
        return text;
    }

    private static void checkActions(ObjectNode statement) {
        List<String> actions = PolicyDocuments.texts(either(statement, "Action", "NotAction"));
        refuse(actions.isEmpty(), "Policy statement must contain actions.");
        for (String action : actions) {
            refuse(
                    !action.equals("*") && !action.contains(":"),
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
            refuse(action.chars().filter(c -> c == ':').count() > 1, "Actions/Condition can contain only one colon.");
            if (!action.matches("\\*|[A-Za-z0-9-]+:.*")) {
                throw IamErrors.malformed("Vendor %s is not valid", action.substring(0, action.indexOf(':')));
            }
            refuse(
                    !action.matches("\\*|[^:]+:[A-Za-z0-9*?]+"),
                    "Action vendors/names must not contain invalid characters.");
        }
    }

    private static void checkResources(ObjectNode statement) {
        List<String> resources = PolicyDocuments.texts(either(statement, "Resource", "NotResource"));
        refuse(resources.isEmpty(), "Policy statement must contain resources.");
        resources.forEach(ResourceArns::check);
    }

    private static boolean one(ObjectNode statement, String field, String negated) {
        return statement.has(field) ^ statement.has(negated);
    }

    private static JsonNode either(ObjectNode statement, String field, String negated) {
        return statement.has(field) ? statement.get(field) : statement.get(negated);
    }

    private static void refuse(boolean refused, String message) {
        if (refused) {
            throw new AwsError("MalformedPolicyDocument", 400, message);
        }
    }
}
