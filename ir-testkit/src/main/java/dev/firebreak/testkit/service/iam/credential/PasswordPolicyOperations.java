package dev.firebreak.testkit.service.iam.credential;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetAccountPasswordPolicyResponse;
import software.amazon.awssdk.services.iam.model.PasswordPolicy;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccountPasswordPolicyResponse;

/** The account's password policy. An update sets all of it: what is not given falls back to its default. */
final class PasswordPolicyOperations {
    private PasswordPolicyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("GetAccountPasswordPolicy", GetAccountPasswordPolicyRequest::builder, PasswordPolicyOperations::get)
                .on(
                        "UpdateAccountPasswordPolicy",
                        UpdateAccountPasswordPolicyRequest::builder,
                        PasswordPolicyOperations::update)
                .on(
                        "DeleteAccountPasswordPolicy",
                        DeleteAccountPasswordPolicyRequest::builder,
                        PasswordPolicyOperations::delete);
    }

    private static GetAccountPasswordPolicyResponse get(Call call, GetAccountPasswordPolicyRequest request) {
        return GetAccountPasswordPolicyResponse.builder()
                .passwordPolicy(existing(call))
                .build();
    }

    private static UpdateAccountPasswordPolicyResponse update(Call call, UpdateAccountPasswordPolicyRequest request) {
        int length = within(request.minimumPasswordLength(), 6, 128, "minimumPasswordLength", 6);
        int age = within(request.maxPasswordAge(), 1, 1095, "maxPasswordAge", 0);
        int reuse = within(request.passwordReusePrevention(), 1, 24, "passwordReusePrevention", 0);
        PasswordRules.of(call.account())
                .set(PasswordPolicy.builder()
                        .minimumPasswordLength(length)
                        .requireSymbols(isTrue(request.requireSymbols()))
                        .requireNumbers(isTrue(request.requireNumbers()))
                        .requireUppercaseCharacters(isTrue(request.requireUppercaseCharacters()))
                        .requireLowercaseCharacters(isTrue(request.requireLowercaseCharacters()))
                        .allowUsersToChangePassword(isTrue(request.allowUsersToChangePassword()))
                        .expirePasswords(age > 0)
                        .maxPasswordAge(age == 0 ? null : age)
                        .passwordReusePrevention(reuse == 0 ? null : reuse)
                        .hardExpiry(isTrue(request.hardExpiry()))
                        .build());
        return UpdateAccountPasswordPolicyResponse.builder().build();
    }

    private static DeleteAccountPasswordPolicyResponse delete(Call call, DeleteAccountPasswordPolicyRequest request) {
        existing(call);
        PasswordRules.of(call.account()).set(null);
        return DeleteAccountPasswordPolicyResponse.builder().build();
    }

    private static PasswordPolicy existing(Call call) {
        return PasswordRules.of(call.account())
                .policy()
                .orElseThrow(() -> IamErrors.noSuchEntity(
                        "The Password Policy with domain name %s cannot be found.",
                        call.account().id()));
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return Boolean.TRUE.equals(value);
    }

    private static int within(@Nullable Integer value, int least, int most, String field, int fallback) {
        if (value == null) {
            return fallback;
        }
        if (value < least || value > most) {
            throw IamErrors.constraint(field, "Member must have value between " + least + " and " + most);
        }
        return value;
    }
}
