package dev.firebreak.testkit.service;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.policy.PolicyDocument;
import dev.firebreak.testkit.policy.RequestContext;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request, against which the conditions of a policy's statement are judged. */
public final class ConditionContext {
    private final RequestContext keys;

    public ConditionContext() {
        this(new RequestContext());
    }

    ConditionContext(RequestContext keys) {
        this.keys = keys;
    }

    /** Gives a key a value; a key without one is absent. */
    public ConditionContext with(String key, @Nullable String value) {
        keys.with(key, value);
        return this;
    }

    /** The keys, for the evaluation of whole policies. */
    public RequestContext keys() {
        return keys;
    }

    /** Whether every condition of the statement holds. */
    boolean satisfies(ObjectNode statement) {
        return PolicyDocument.ofStatement(statement.toString())
                .statements()
                .get(0)
                .holds(keys);
    }
}
