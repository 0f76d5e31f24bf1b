package dev.firebreak.aws.internal;

import org.jspecify.annotations.Nullable;

/** The role to act with in each account: an ARN with {@code {account}} in the place of the account. */
public record RoleTemplate(String arn, @Nullable String externalId) {
    private static final String ACCOUNT = "{account}";

    public RoleTemplate {
        if (!arn.matches("arn:aws[a-z-]*:iam::\\{account}:role/[\\w+=,.@/-]+")) {
            throw new IllegalArgumentException(
                    "Invalid role: '" + arn + "' (must be of the form arn:aws:iam::{account}:role/Name)");
        }
    }

    String in(String account) {
        return arn.replace(ACCOUNT, account);
    }

    String roleName() {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
