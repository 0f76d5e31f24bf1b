package dev.firebreak.testkit.service.iam.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;

/** What console passwords must be like: by the account's own policy, or by the default of AWS. */
public final class PasswordRules implements ServiceState {
    private static final String UPPER = ".*[A-Z].*";
    private static final String LOWER = ".*[a-z].*";
    private static final String DIGIT = ".*[0-9].*";
    private static final String SYMBOL = ".*[!@#$%^&*()_+\\-=\\[\\]{}|'].*";
    private static final int DEFAULT_LENGTH = 8;

    private @Nullable PasswordPolicy policy;

    private PasswordRules() {}

    /** Those of an account. */
    public static PasswordRules of(Account account) {
        return account.state(PasswordRules.class, made -> new PasswordRules());
    }

    /** The policy that the account has set. */
    public Optional<PasswordPolicy> policy() {
        return Optional.ofNullable(policy);
    }

    void set(@Nullable PasswordPolicy replacement) {
        policy = replacement;
    }

    void check(String password) {
        int shortest = policy().map(PasswordPolicy::minimumPasswordLength).orElse(DEFAULT_LENGTH);
        if (password.length() < shortest) {
            throw violation("Password should have a minimum length of " + shortest);
        }
        PasswordPolicy own = policy;
        boolean conforms = own == null
                ? Stream.of(UPPER, LOWER, DIGIT, SYMBOL)
                                .filter(password::matches)
                                .count()
                        >= 3
                : conforms(own, password);
        if (!conforms || password.length() > 128) {
            throw violation("Password does not conform to the account password policy.");
        }
    }

    private static boolean conforms(PasswordPolicy own, String password) {
        return has(own.requireUppercaseCharacters(), password, UPPER)
                && has(own.requireLowercaseCharacters(), password, LOWER)
                && has(own.requireNumbers(), password, DIGIT)
                && has(own.requireSymbols(), password, SYMBOL);
    }

    private static boolean has(Boolean required, String password, String pattern) {
        return !required || password.matches(pattern);
    }

    private static AwsError violation(String message) {
        return new AwsError("PasswordPolicyViolation", 400, message);
    }

    @Override
    public JsonNode snapshot() {
        var node = JsonNodeFactory.instance.objectNode();
        policy().ifPresent(own -> node.put("policy", own.toString()));
        return node;
    }
}
