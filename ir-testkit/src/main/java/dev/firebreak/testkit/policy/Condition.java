package dev.firebreak.testkit.policy;

import java.util.List;
import java.util.Optional;

/**
 * One key of a statement's {@code Condition} element.
 *
 * @param operator how values are compared; empty for an operator that IAM does not know
 * @param quantifier how many of the request's values must pass
 * @param ifExists whether it holds when the request lacks the key
 * @param key the condition key
 * @param wanted the values, of which one must match
 */
record Condition(
        Optional<ConditionOperator> operator,
        Quantifier quantifier,
        boolean ifExists,
        String key,
        List<PolicyText> wanted) {

    private static final String IF_EXISTS = "IfExists";

    /** How many of the request's values must pass. */
    enum Quantifier {
        ONE(""),
        ANY("ForAnyValue:"),
        ALL("ForAllValues:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }

        private static Quantifier of(String name) {
            return name.startsWith(ANY.prefix) ? ANY : name.startsWith(ALL.prefix) ? ALL : ONE;
        }
    }

    /** Reads an operator such as {@code ForAnyValue:StringLikeIfExists}. */
    static Condition of(String name, String key, List<String> values, boolean variables) {
        Quantifier quantifier = Quantifier.of(name);
        boolean ifExists = name.endsWith(IF_EXISTS);
        String plain = name.substring(quantifier.prefix.length(), name.length() - (ifExists ? IF_EXISTS.length() : 0));
        Optional<ConditionOperator> operator =
                ConditionOperator.find(plain).filter(found -> found != ConditionOperator.Null || !ifExists);
        List<PolicyText> wanted =
                values.stream().map(value -> text(value, operator, variables)).toList();
        return new Condition(operator, quantifier, ifExists, key, wanted);
    }

    private static PolicyText text(String value, Optional<ConditionOperator> operator, boolean variables) {
        ConditionOperator.Kind kind = operator.map(ConditionOperator::kind).orElse(ConditionOperator.Kind.PLAIN);
        boolean wildcards = kind == ConditionOperator.Kind.PATTERN;
        return variables && kind != ConditionOperator.Kind.PLAIN
                ? PolicyText.withVariables(value, wildcards)
                : PolicyText.plain(value, wildcards);
    }

    /** Whether it holds. What cannot be judged makes an Allow not apply and a Deny apply: a fake must not be kinder than AWS. */
    boolean holds(RequestContext context, boolean unknown) {
        if (operator.isEmpty()) {
            return unknown;
        }
        List<String> actual = context.values(key);
        if (operator.get() == ConditionOperator.Null) {
            return matches(operator.get(), String.valueOf(actual.isEmpty()), context);
        }
        return actual.isEmpty() ? holdsWithout(operator.get()) : holds(operator.get(), actual, context);
    }

    private boolean holdsWithout(ConditionOperator known) {
        return ifExists
                || switch (quantifier) {
                    case ALL -> true;
                    case ANY -> false;
                    case ONE -> known.negated();
                };
    }

    private boolean holds(ConditionOperator known, List<String> actual, RequestContext context) {
        boolean all = quantifier == Quantifier.ALL || (quantifier == Quantifier.ONE && known.negated());
        return all
                ? actual.stream().allMatch(value -> matches(known, value, context) != known.negated())
                : actual.stream().anyMatch(value -> matches(known, value, context) != known.negated());
    }

    private boolean matches(ConditionOperator known, String actual, RequestContext context) {
        for (PolicyText text : wanted) {
            Optional<String> value = text.in(context);
            if (value.isPresent() && known.matches(value.get(), actual)) {
                return true;
            }
        }
        return false;
    }
}
