package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.credential.UserCredential.Kind;
import dev.firebreak.testkit.service.iam.credential.UserCredentials;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.IamEntities;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;
import software.amazon.awssdk.services.iam.model.User;

/** IAM users, their tags and boundaries. */
final class UserOperations {
    private static final int USERS = 5000;

    void register(Operations operations) {
        operations
                .on("CreateUser", CreateUserRequest::builder, this::createUser)
                .on("GetUser", GetUserRequest::builder, this::getUser)
                .on("ListUsers", ListUsersRequest::builder, this::listUsers)
                .on("UpdateUser", UpdateUserRequest::builder, this::updateUser)
                .on("DeleteUser", DeleteUserRequest::builder, this::deleteUser)
                .on("TagUser", TagUserRequest::builder, this::tagUser)
                .on("UntagUser", UntagUserRequest::builder, this::untagUser)
                .on("ListUserTags", ListUserTagsRequest::builder, this::listUserTags)
                .on("PutUserPermissionsBoundary", PutUserPermissionsBoundaryRequest::builder, this::putBoundary)
                .on(
                        "DeleteUserPermissionsBoundary",
                        DeleteUserPermissionsBoundaryRequest::builder,
                        this::deleteBoundary);
    }

    private CreateUserResponse createUser(Call call, CreateUserRequest request) {
        String name = IamChecks.name(request.userName(), "userName", 64);
        String path = IamChecks.path(request.path());
        List<Tag> tags = request.tags();
        IamChecks.checkTags(tags);
        IamEntities<IamUser> users = IamLookup.iam(call).users();
        checkFree(users, name);
        if (users.size() >= USERS) {
            throw IamErrors.quota("UsersPerAccount", USERS);
        }
        @Nullable
        ManagedPolicy boundary = request.permissionsBoundary() == null
                ? null
                : IamLookup.attachable(call, request.permissionsBoundary());
        IamUser user = new IamUser(call.account(), name, path);
        IamChecks.tag(user, tags);
        user.bound(boundary);
        users.add(user);
        return CreateUserResponse.builder().user(IamAnswers.fullUser(user)).build();
    }

    private GetUserResponse getUser(Call call, GetUserRequest request) {
        Caller caller = Callers.of(call);
        if (request.userName() == null && caller.type() == Caller.Type.ROOT) {
            return GetUserResponse.builder().user(root(caller)).build();
        }
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        return GetUserResponse.builder().user(IamAnswers.fullUser(user)).build();
    }

    private static User root(Caller caller) {
        return User.builder().userId(caller.userId()).arn(caller.arn()).build();
    }

    private ListUsersResponse listUsers(Call call, ListUsersRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<IamUser> matching = IamLookup.iam(call).users().all().stream()
                .filter(user -> user.path().startsWith(prefix))
                .collect(toList());
        IamPage<IamUser> page = IamPage.of(matching, IamUser::name, request.marker(), request.maxItems());
        return ListUsersResponse.builder()
                .users(page.items().stream()
                        .map(user -> IamAnswers.user(user).build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private UpdateUserResponse updateUser(Call call, UpdateUserRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        String name =
                request.newUserName() == null ? user.name() : IamChecks.name(request.newUserName(), "newUserName", 64);
        String path = request.newPath() == null ? user.path() : IamChecks.path(request.newPath());
        IamEntities<IamUser> users = IamLookup.iam(call).users();
        if (!name.equalsIgnoreCase(user.name())) {
            checkFree(users, name);
        }
        users.rename(user, name, path);
        return UpdateUserResponse.builder().build();
    }

    private DeleteUserResponse deleteUser(Call call, DeleteUserRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        checkDeletable(call, user);
        user.bound(null);
        IamLookup.iam(call).users().remove(user);
        return DeleteUserResponse.builder().build();
    }

    private static void checkDeletable(Call call, IamUser user) {
        refuse(!user.groups().isEmpty(), "must remove users from group first.");
        refuse(!user.attachedPolicies().isEmpty(), "must detach all policies first.");
        refuse(!user.inlinePolicies().isEmpty(), "must delete policies first.");
        refuse(!user.accessKeys().isEmpty(), "must delete access keys first.");
        refuse(user.loginProfile().isPresent(), "must delete login profile first.");
        refuse(!user.mfaDevices().isEmpty(), "must delete MFA device first.");
        var others = UserCredentials.of(call.account());
        refuse(!others.of(user, Kind.SIGNING_CERTIFICATE).isEmpty(), "must delete signing certificates first.");
        refuse(!others.of(user, Kind.SSH_KEY).isEmpty(), "must delete SSH public keys first.");
        refuse(!others.of(user, Kind.SERVICE_SPECIFIC).isEmpty(), "must delete service specific credentials first.");
    }

    private static void refuse(boolean refused, String reason) {
        if (refused) {
            throw IamErrors.deleteConflict("Cannot delete entity, " + reason);
        }
    }

    private static void checkFree(IamEntities<IamUser> users, String name) {
        if (users.isTaken(name)) {
            throw IamErrors.alreadyExists("User with name %s already exists.", name);
        }
    }

    private TagUserResponse tagUser(Call call, TagUserRequest request) {
        IamChecks.tag(IamLookup.user(call, request.userName()), request.tags());
        return TagUserResponse.builder().build();
    }

    private UntagUserResponse untagUser(Call call, UntagUserRequest request) {
        IamChecks.untag(IamLookup.user(call, request.userName()).tags(), request.tagKeys());
        return UntagUserResponse.builder().build();
    }

    private ListUserTagsResponse listUserTags(Call call, ListUserTagsRequest request) {
        List<Tag> tags = new ArrayList<>(IamAnswers.tags(IamLookup.user(call, request.userName())));
        IamPage<Tag> page = IamPage.of(tags, Tag::key, request.marker(), request.maxItems());
        return ListUserTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private PutUserPermissionsBoundaryResponse putBoundary(Call call, PutUserPermissionsBoundaryRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        user.bound(IamLookup.attachable(call, request.permissionsBoundary()));
        return PutUserPermissionsBoundaryResponse.builder().build();
    }

    private DeleteUserPermissionsBoundaryResponse deleteBoundary(
            Call call, DeleteUserPermissionsBoundaryRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        if (user.boundary().isEmpty()) {
            throw IamErrors.noSuchEntity("The user with name %s does not have a permissions boundary.", user.name());
        }
        user.bound(null);
        return DeleteUserPermissionsBoundaryResponse.builder().build();
    }
}
