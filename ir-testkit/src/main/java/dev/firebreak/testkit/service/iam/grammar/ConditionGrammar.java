package dev.firebreak.testkit.service.iam.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.iam.IamErrors;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the conditions of a statement: known operators, and keys that say whose they are. */
public final class ConditionGrammar {
    private static final Pattern OPERATOR =
            Pattern.compile("(?i)(ForAllValues:|ForAnyValue:)?(((String(Not)?(Equals(IgnoreCase)?|Like))"
                    + "|((Numeric|Date)((Not)?Equals|LessThan(Equals)?|GreaterThan(Equals)?))"
                    + "|Bool|BinaryEquals|(Not)?IpAddress|Arn(Not)?(Equals|Like))(IfExists)?|Null)");

    private ConditionGrammar() {}

    /** Refuses what IAM would not take. */
    public static void check(ObjectNode statement) {
        for (Map.Entry<String, JsonNode> operator : statement.path("Condition").properties()) {
            if (!OPERATOR.matcher(operator.getKey()).matches()) {
                throw IamErrors.malformed("Syntax errors in policy.");
            }
            operator.getValue().properties().forEach(key -> checkKey(key.getKey(), key.getValue()));
        }
    }

    private static void checkKey(String key, JsonNode wanted) {
        if (!key.contains(":")) {
            throw IamErrors.malformed("Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        }
        boolean nested = wanted.isObject();
        for (JsonNode value : wanted) {
            nested |= value.isContainerNode();
        }
        if (nested || wanted.isNull()) {
            throw IamErrors.malformed("Syntax errors in policy.");
        }
    }
}
