package dev.firebreak.testkit.policy;

import dev.firebreak.testkit.policy.PrincipalElement.Closeness;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One statement of a policy. */
public final class Statement {
    private final String id;
    private final boolean deny;
    private final boolean otherActions;
    private final List<String> actions;
    private final boolean otherResources;
    private final List<PolicyText> resources;
    private final Optional<PrincipalElement> principals;
    private final List<Condition> conditions;

    /**
     * Whom and what a statement is about.
     *
     * @param negated whether about all others
     * @param values the values
     */
    record Values<T>(boolean negated, List<T> values) {}

    Statement(Head head, Values<String> actions, Values<PolicyText> resources, List<Condition> conditions) {
        this.id = head.id();
        this.deny = head.deny();
        this.principals = head.principals();
        this.otherActions = actions.negated();
        this.actions = actions.values().stream()
                .map(action -> Glob.pattern(action.toLowerCase(Locale.ROOT)))
                .toList();
        this.otherResources = resources.negated();
        this.resources = resources.values();
        this.conditions = conditions;
    }

    /**
     * What a statement is.
     *
     * @param id the {@code Sid}; empty when there is none
     * @param deny whether the effect is Deny
     * @param principals the principals of a resource-based policy
     */
    record Head(String id, boolean deny, Optional<PrincipalElement> principals) {}

    /** The {@code Sid}; empty when there is none. */
    public String id() {
        return id;
    }

    /** Whether the effect is Deny. */
    public boolean isDeny() {
        return deny;
    }

    /** Whether the statement is about this request, whoever makes it; the action comes in lower case as well, for all statements once. */
    boolean covers(AccessRequest request, String lowerCaseAction) {
        return coversAction(lowerCaseAction) && coversResource(request) && holds(request.context());
    }

    private boolean coversAction(String action) {
        for (String pattern : actions) {
            if (Glob.matches(pattern, action)) {
                return !otherActions;
            }
        }
        return otherActions;
    }

    private boolean coversResource(AccessRequest request) {
        if (resources.isEmpty()) {
            return true;
        }
        for (PolicyText pattern : resources) {
            Optional<String> resolved = pattern.in(request.context());
            if (resolved.isPresent()
                    && Glob.matches(resolved.get(), request.resource().arn())) {
                return !otherResources;
            }
        }
        return otherResources;
    }

    /** Whether every condition of the statement holds. */
    private boolean holds(RequestContext context) {
        for (Condition condition : conditions) {
            if (!condition.holds(context, deny)) {
                return false;
            }
        }
        return true;
    }

    /** How closely the statement names a principal. */
    Closeness names(Principal who, Map<String, String> ids) {
        return principals.map(element -> element.names(who, ids, deny)).orElse(Closeness.NONE);
    }

    /** The condition keys that the statement asks for. */
    public Set<String> contextKeys() {
        Set<String> keys = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        resources.forEach(resource -> keys.addAll(resource.keys()));
        conditions.forEach(condition -> {
            keys.add(condition.key());
            condition.wanted().forEach(value -> keys.addAll(value.keys()));
        });
        return keys;
    }
}
