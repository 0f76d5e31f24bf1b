package dev.firebreak.testkit.policy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * How a condition compares a value of the policy with one of the request.
 *
 * <p>See "IAM JSON policy elements: Condition operators" in the IAM User Guide.
 */
enum ConditionOperator {
    StringEquals(Kind.TEXT, false, String::equals),
    StringNotEquals(Kind.TEXT, true, String::equals),
    StringEqualsIgnoreCase(Kind.TEXT, false, String::equalsIgnoreCase),
    StringNotEqualsIgnoreCase(Kind.TEXT, true, String::equalsIgnoreCase),
    StringLike(Kind.PATTERN, false, Glob::matches),
    StringNotLike(Kind.PATTERN, true, Glob::matches),
    ArnEquals(Kind.PATTERN, false, ConditionOperator::arnLike),
    ArnLike(Kind.PATTERN, false, ConditionOperator::arnLike),
    ArnNotEquals(Kind.PATTERN, true, ConditionOperator::arnLike),
    ArnNotLike(Kind.PATTERN, true, ConditionOperator::arnLike),
    NumericEquals(Kind.PLAIN, false, number(order -> order == 0)),
    NumericNotEquals(Kind.PLAIN, true, number(order -> order == 0)),
    NumericLessThan(Kind.PLAIN, false, number(order -> order < 0)),
    NumericLessThanEquals(Kind.PLAIN, false, number(order -> order <= 0)),
    NumericGreaterThan(Kind.PLAIN, false, number(order -> order > 0)),
    NumericGreaterThanEquals(Kind.PLAIN, false, number(order -> order >= 0)),
    DateEquals(Kind.PLAIN, false, date(order -> order == 0)),
    DateNotEquals(Kind.PLAIN, true, date(order -> order == 0)),
    DateLessThan(Kind.PLAIN, false, date(order -> order < 0)),
    DateLessThanEquals(Kind.PLAIN, false, date(order -> order <= 0)),
    DateGreaterThan(Kind.PLAIN, false, date(order -> order > 0)),
    DateGreaterThanEquals(Kind.PLAIN, false, date(order -> order >= 0)),
    Bool(Kind.PLAIN, false, String::equalsIgnoreCase),
    BinaryEquals(Kind.PLAIN, false, ConditionOperator::sameBytes),
    IpAddress(Kind.PLAIN, false, ConditionOperator::inRange),
    NotIpAddress(Kind.PLAIN, true, ConditionOperator::inRange),
    Null(Kind.PLAIN, false, String::equalsIgnoreCase);

    private static final Map<String, ConditionOperator> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, operator -> operator));

    /** What the policy's value may hold. */
    enum Kind {
        /** Variables. */
        TEXT,
        /** Variables and wildcards. */
        PATTERN,
        /** Neither. */
        PLAIN
    }

    private final Kind kind;
    private final boolean negated;
    private final BiPredicate<String, String> test;

    ConditionOperator(Kind kind, boolean negated, BiPredicate<String, String> test) {
        this.kind = kind;
        this.negated = negated;
        this.test = test;
    }

    static Optional<ConditionOperator> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    Kind kind() {
        return kind;
    }

    /** Whether it holds when no value matches, and so also when there is none. */
    boolean negated() {
        return negated;
    }

    /** Whether two values match, leaving negation aside. */
    boolean matches(String wanted, String actual) {
        return test.test(wanted, actual);
    }

    private static BiPredicate<String, String> number(IntPredicate order) {
        return (wanted, actual) -> {
            try {
                return order.test(new BigDecimal(actual.strip()).compareTo(new BigDecimal(wanted.strip())));
            } catch (NumberFormatException notNumbers) {
                return false;
            }
        };
    }

    private static BiPredicate<String, String> date(IntPredicate order) {
        return (wanted, actual) -> Dates.parse(wanted)
                .flatMap(limit -> Dates.parse(actual).map(date -> order.test(date.compareTo(limit))))
                .orElse(false);
    }

    /** Each of the six parts of an ARN matches on its own. */
    private static boolean arnLike(String wanted, String actual) {
        String[] patterns = wanted.split(":", 6);
        String[] parts = actual.split(":", 6);
        if (patterns.length != 6 || parts.length != 6) {
            return false;
        }
        for (int part = 0; part < 6; part++) {
            if (!Glob.matches(patterns[part], parts[part])) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameBytes(String wanted, String actual) {
        try {
            return Arrays.equals(
                    Base64.getDecoder().decode(wanted), Base64.getDecoder().decode(actual));
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static boolean inRange(String wanted, String actual) {
        return IpRange.parse(wanted)
                .flatMap(range -> IpRange.parse(actual).map(range::contains))
                .orElse(false);
    }
}
