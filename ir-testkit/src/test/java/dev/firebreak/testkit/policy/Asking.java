package dev.firebreak.testkit.policy;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The people, policies and requests of the tests. */
final class Asking {
    static final String ACCOUNT = "111122223333";
    static final String OWNER_OF_FOREIGN = "444455556666";
    static final String ACTION = "s3:GetObject";
    static final String RESOURCE = "arn:aws:s3:::reports/2026.csv";
    static final String USER = "arn:aws:iam::111122223333:user/ann";
    static final String ROLE = "arn:aws:iam::111122223333:role/web";
    static final String SESSION = "arn:aws:sts::111122223333:assumed-role/web/i-1";
    static final String FEDERATED = "arn:aws:sts::111122223333:federated-user/ann-f";
    static final String ROOT = "arn:aws:iam::111122223333:root";
    static final String USER_ID = "AIDAEXAMPLE0000000001";

    private Asking() {}

    /** A principal by its name in the tables; those called foreign ask for what another account owns. */
    static Principal principal(String name) {
        return switch (name.replace("foreign-", "")) {
            case "user" -> new Principal(Principal.Kind.USER, ACCOUNT, USER, USER, USER_ID);
            case "role" -> new Principal(Principal.Kind.ROLE_SESSION, ACCOUNT, SESSION, ROLE, "AROAEXAMPLE0000000001");
            case "federated" -> new Principal(Principal.Kind.FEDERATED_USER, ACCOUNT, FEDERATED, USER, USER_ID);
            case "root" -> new Principal(Principal.Kind.ROOT, ACCOUNT, ROOT, ROOT, ACCOUNT);
            case "service" -> Principal.service("sns.amazonaws.com");
            case "provider" -> Principal.federated("accounts.example.com");
            case "anonymous" -> Principal.ANONYMOUS;
            default -> throw new IllegalArgumentException("Invalid principal: " + name);
        };
    }

    static AccessRequest request(String principal) {
        String owner = principal.startsWith("foreign-") ? OWNER_OF_FOREIGN : ACCOUNT;
        return new AccessRequest(
                principal(principal), ACTION, new AccessRequest.Resource(RESOURCE, owner), new RequestContext());
    }

    static AccessRequest request(String action, String resource, RequestContext context) {
        return new AccessRequest(principal("user"), action, new AccessRequest.Resource(resource, ACCOUNT), context);
    }

    static NamedPolicy policy(String... statements) {
        return NamedPolicy.of(
                "p", "user", "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    static String statement(String effect, String elements) {
        return "{\"Effect\":\"" + effect + "\"," + elements + "}";
    }

    /** A policy by its name in the tables. */
    static NamedPolicy named(String name) {
        return switch (name) {
            case "allow" -> policy(statement("Allow", "\"Action\":\"*\",\"Resource\":\"*\""));
            case "other" -> policy(statement("Allow", "\"Action\":\"ec2:*\",\"Resource\":\"*\""));
            case "deny" -> policy(statement("Deny", "\"Action\":\"s3:*\",\"Resource\":\"*\""));
            case "empty" -> policy();
            default -> throw new IllegalArgumentException("Invalid policy: " + name);
        };
    }

    /** Several policies by their names. */
    static List<NamedPolicy> policies(String names) {
        return names.equals("-") ? List.of() : split(names, ",");
    }

    private static List<NamedPolicy> split(String names, String separator) {
        return List.of(names.split(Pattern.quote(separator))).stream()
                .map(Asking::named)
                .toList();
    }

    /** Levels of service control policies by the names of their policies. */
    static List<List<NamedPolicy>> levels(String names) {
        return names.equals("-")
                ? List.of()
                : List.of(names.split(",")).stream()
                        .map(level -> split(level, "+"))
                        .toList();
    }

    /** Session policies; none is not the same as no Allow. */
    static Optional<List<NamedPolicy>> session(String names) {
        return names.equals("-") ? Optional.empty() : Optional.of(policies(names));
    }
}
