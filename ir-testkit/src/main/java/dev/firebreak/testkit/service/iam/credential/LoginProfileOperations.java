package dev.firebreak.testkit.service.iam.credential;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.LoginProfile;
import software.amazon.awssdk.services.iam.model.ChangePasswordRequest;
import software.amazon.awssdk.services.iam.model.ChangePasswordResponse;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;

/** The console passwords of users. */
final class LoginProfileOperations {
    private LoginProfileOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateLoginProfile", CreateLoginProfileRequest::builder, LoginProfileOperations::create)
                .on("GetLoginProfile", GetLoginProfileRequest::builder, LoginProfileOperations::get)
                .on("UpdateLoginProfile", UpdateLoginProfileRequest::builder, LoginProfileOperations::update)
                .on("DeleteLoginProfile", DeleteLoginProfileRequest::builder, LoginProfileOperations::delete)
                .on("ChangePassword", ChangePasswordRequest::builder, LoginProfileOperations::changePassword);
    }

    private static CreateLoginProfileResponse create(Call call, CreateLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        if (user.loginProfile().isPresent()) {
            throw IamErrors.alreadyExists("Login Profile for user %s already exists.", user.name());
        }
        String password = IamChecks.required(request.password(), "password");
        PasswordRules.of(call.account()).check(password);
        boolean reset = Boolean.TRUE.equals(request.passwordResetRequired());
        user.setLoginProfile(new LoginProfile(IamChecks.seconds(call), password, reset));
        return CreateLoginProfileResponse.builder().loginProfile(answer(user)).build();
    }

    private static GetLoginProfileResponse get(Call call, GetLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        return GetLoginProfileResponse.builder().loginProfile(answer(user)).build();
    }

    private static UpdateLoginProfileResponse update(Call call, UpdateLoginProfileRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        LoginProfile before = profile(user);
        String password = before.password();
        if (request.password() != null) {
            password = request.password();
            PasswordRules.of(call.account()).check(password);
        }
        boolean reset = request.passwordResetRequired() == null
                ? before.passwordResetRequired()
                : request.passwordResetRequired();
        user.setLoginProfile(new LoginProfile(before.created(), password, reset));
        return UpdateLoginProfileResponse.builder().build();
    }

    private static DeleteLoginProfileResponse delete(Call call, DeleteLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        profile(user);
        user.setLoginProfile(null);
        return DeleteLoginProfileResponse.builder().build();
    }

    /** Of the calling user: nobody else knows the old password. */
    private static ChangePasswordResponse changePassword(Call call, ChangePasswordRequest request) {
        IamUser user = IamLookup.userOrCaller(call, null);
        LoginProfile before = profile(user);
        if (!before.password().equals(IamChecks.required(request.oldPassword(), "oldPassword"))) {
            throw IamErrors.accessDenied("The old password was incorrect.");
        }
        String password = IamChecks.required(request.newPassword(), "newPassword");
        PasswordRules.of(call.account()).check(password);
        user.setLoginProfile(new LoginProfile(before.created(), password, false));
        return ChangePasswordResponse.builder().build();
    }

    private static LoginProfile profile(IamUser user) {
        return user.loginProfile()
                .orElseThrow(() -> IamErrors.noSuchEntity("Login Profile for User %s cannot be found.", user.name()));
    }

    private static software.amazon.awssdk.services.iam.model.LoginProfile answer(IamUser user) {
        LoginProfile profile = profile(user);
        return software.amazon.awssdk.services.iam.model.LoginProfile.builder()
                .userName(user.name())
                .createDate(profile.created())
                .passwordResetRequired(profile.passwordResetRequired())
                .build();
    }
}
