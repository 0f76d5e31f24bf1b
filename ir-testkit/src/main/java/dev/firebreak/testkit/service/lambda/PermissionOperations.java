package dev.firebreak.testkit.service.lambda;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AddPermissionRequest;
import software.amazon.awssdk.services.lambda.model.AddPermissionResponse;
import software.amazon.awssdk.services.lambda.model.GetPolicyRequest;
import software.amazon.awssdk.services.lambda.model.GetPolicyResponse;
import software.amazon.awssdk.services.lambda.model.RemovePermissionRequest;
import software.amazon.awssdk.services.lambda.model.RemovePermissionResponse;

/** The resource-based policies of functions, statement by statement. */
final class PermissionOperations {
    private static final String POLICY = "/2015-03-31/functions/{FunctionName}/policy";

    private PermissionOperations() {}

    static void addTo(Operations operations) {
        operations
                .rest("AddPermission", "POST " + POLICY, AddPermissionRequest::builder, PermissionOperations::add)
                .rest("GetPolicy", "GET " + POLICY, GetPolicyRequest::builder, PermissionOperations::get)
                .rest(
                        "RemovePermission",
                        "DELETE " + POLICY + "/{StatementId}",
                        RemovePermissionRequest::builder,
                        PermissionOperations::remove);
    }

    private static AddPermissionResponse add(Call call, AddPermissionRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        StoredFunction function = existing(call, name);
        if (!request.statementId().matches("[a-zA-Z0-9-_]{1,100}")) {
            throw FunctionErrors.validation(
                    "statementId",
                    request.statementId(),
                    "Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)");
        }
        if (!request.action().matches("lambda:[*]|lambda:[a-zA-Z]+|[*]")) {
            throw FunctionErrors.validation(
                    "action",
                    request.action(),
                    "Member must satisfy regular expression pattern: (lambda:[*]|lambda:[a-zA-Z]+|[*])");
        }
        String key = key(name);
        Optional<FunctionPolicy> old = Optional.ofNullable(function.policies().get(key));
        checkRevision(old, request.revisionId());
        if (old.flatMap(policy -> policy.statement(request.statementId())).isPresent()) {
            throw FunctionErrors.conflict(
                    "The statement id (" + request.statementId()
                            + ") provided already exists. Please provide a new statement id, or remove the existing statement.");
        }
        String revision = call.world().ids().uuid();
        String resource = function.arn() + (key.isEmpty() ? "" : ":" + key);
        FunctionPolicy policy = function.policies().computeIfAbsent(key, made -> new FunctionPolicy(revision));
        ObjectNode statement = policy.add(request, resource, revision);
        return AddPermissionResponse.builder().statement(statement.toString()).build();
    }

    private static GetPolicyResponse get(Call call, GetPolicyRequest request) {
        FunctionPolicy policy = policy(call, FunctionName.parse(request.functionName(), request.qualifier()));
        return GetPolicyResponse.builder()
                .policy(policy.json())
                .revisionId(policy.revision())
                .build();
    }

    private static RemovePermissionResponse remove(Call call, RemovePermissionRequest request) {
        FunctionName name = FunctionName.parse(request.functionName(), request.qualifier());
        FunctionPolicy policy = policy(call, name);
        checkRevision(Optional.of(policy), request.revisionId());
        if (policy.statement(request.statementId()).isEmpty()) {
            throw FunctionErrors.notFound("Statement " + request.statementId() + " is not found in resource policy.");
        }
        policy.remove(request.statementId(), call.world().ids().uuid());
        if (policy.isEmpty()) {
            name.function(call).policies().remove(key(name));
        }
        return RemovePermissionResponse.builder().build();
    }

    private static StoredFunction existing(Call call, FunctionName name) {
        StoredFunction function = name.function(call);
        if (function.version(name.qualifier(), call.now()).isEmpty()) {
            throw name.missing(call);
        }
        return function;
    }

    private static FunctionPolicy policy(Call call, FunctionName name) {
        FunctionPolicy policy = existing(call, name).policies().get(key(name));
        if (policy == null) {
            throw noPolicy();
        }
        return policy;
    }

    private static AwsError noPolicy() {
        return FunctionErrors.notFound("The resource you requested does not exist.");
    }

    private static void checkRevision(Optional<FunctionPolicy> policy, @Nullable String revision) {
        boolean current = policy.map(FunctionPolicy::revision)
                .filter(held -> held.equals(revision))
                .isPresent();
        if (revision != null && !current) {
            throw FunctionErrors.stale();
        }
    }

    private static String key(FunctionName name) {
        return Objects.requireNonNullElse(name.qualifier(), "").replace(StoredFunction.LATEST, "");
    }
}
