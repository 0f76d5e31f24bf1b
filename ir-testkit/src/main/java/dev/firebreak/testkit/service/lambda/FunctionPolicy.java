package dev.firebreak.testkit.service.lambda;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;

/** The resource-based policy of a function, version or alias. */
final class FunctionPolicy {
    private final SortedMap<String, ObjectNode> bySid = new TreeMap<>();
    private String revision;

    FunctionPolicy(String revision) {
        this.revision = revision;
    }

    String revision() {
        return revision;
    }

    boolean isEmpty() {
        return bySid.isEmpty();
    }

    Optional<ObjectNode> statement(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    ObjectNode add(AddPermissionRequest request, String resource, String newRevision) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("Sid", request.statementId()).put("Effect", "Allow");
        principal(statement, request.principal());
        statement.put("Action", request.action()).put("Resource", resource);
        ObjectNode condition = condition(request);
        if (!condition.isEmpty()) {
            statement.set("Condition", condition);
        }
        bySid.put(request.statementId(), statement);
        revision = newRevision;
        return statement;
    }

    private static void principal(ObjectNode statement, String principal) {
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else if (principal.contains(".amazonaws.com")) {
            statement.putObject("Principal").put("Service", principal);
        } else {
            String arn = principal.matches("\\d{12}") ? "arn:aws:iam::" + principal + ":root" : principal;
            statement.putObject("Principal").put("AWS", arn);
        }
    }

    private static ObjectNode condition(AddPermissionRequest request) {
        ObjectNode condition = JsonNodeFactory.instance.objectNode();
        if (request.sourceAccount() != null) {
            condition.withObjectProperty("StringEquals").put("AWS:SourceAccount", request.sourceAccount());
        }
        if (request.functionUrlAuthType() != null) {
            condition
                    .withObjectProperty("StringEquals")
                    .put("lambda:FunctionUrlAuthType", request.functionUrlAuthTypeAsString());
        }
        if (request.sourceArn() != null) {
            condition.withObjectProperty("ArnLike").put("AWS:SourceArn", request.sourceArn());
        }
        return condition;
    }

    void remove(String sid, String newRevision) {
        bySid.remove(sid);
        revision = newRevision;
    }

    ArrayNode statements() {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        bySid.values().forEach(array::add);
        return array;
    }

    String json() {
        ObjectNode policy = JsonNodeFactory.instance.objectNode();
        policy.put("Version", "2012-10-17").put("Id", "default").set("Statement", statements());
        return policy.toString();
    }
}
