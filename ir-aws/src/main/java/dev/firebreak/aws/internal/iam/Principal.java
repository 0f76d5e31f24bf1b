package dev.firebreak.aws.internal.iam;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The kinds of principal whose policies can be changed. */
enum Principal {
    USER("User"),
    ROLE("Role");

    private final String noun;

    Principal(String noun) {
        this.noun = noun;
    }

    /** The type of such targets. */
    String type() {
        return "iam-" + word();
    }

    /** How sentences call it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it takes to have policies put on it and taken away. */
    List<String> permissions() {
        return Stream.of(
                        "iam:Get%sPolicy",
                        "iam:ListAttached%sPolicies",
                        "iam:Put%sPolicy",
                        "iam:Delete%sPolicy",
                        "iam:Attach%sPolicy",
                        "iam:Detach%sPolicy")
                .map(permission -> permission.formatted(noun))
                .toList();
    }

    /** The permission to put an inline policy on it. */
    String put() {
        return "iam:Put" + noun + "Policy";
    }

    /** The policies of a principal of this kind. */
    Policies policies(TargetRef principal, Clients clients) {
        return this == USER
                ? new UserPolicies(clients.iam(principal), principal.id())
                : new RolePolicies(clients.iam(principal), principal.id());
    }
}
