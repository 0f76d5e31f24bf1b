package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.identitystore.model.AlternateIdentifier;
import software.amazon.awssdk.services.identitystore.model.AttributeOperation;
import software.amazon.awssdk.services.identitystore.model.CreateUserRequest;
import software.amazon.awssdk.services.identitystore.model.CreateUserResponse;
import software.amazon.awssdk.services.identitystore.model.DeleteUserRequest;
import software.amazon.awssdk.services.identitystore.model.DeleteUserResponse;
import software.amazon.awssdk.services.identitystore.model.DescribeUserRequest;
import software.amazon.awssdk.services.identitystore.model.DescribeUserResponse;
import software.amazon.awssdk.services.identitystore.model.Filter;
import software.amazon.awssdk.services.identitystore.model.GetUserIdRequest;
import software.amazon.awssdk.services.identitystore.model.GetUserIdResponse;
import software.amazon.awssdk.services.identitystore.model.ListUsersRequest;
import software.amazon.awssdk.services.identitystore.model.ListUsersResponse;
import software.amazon.awssdk.services.identitystore.model.UpdateUserRequest;
import software.amazon.awssdk.services.identitystore.model.UpdateUserResponse;
import software.amazon.awssdk.services.identitystore.model.User;
import software.amazon.awssdk.services.identitystore.model.UserStatus;

/** The people of an identity store. */
final class UserOperations {
    private UserOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateUser", CreateUserRequest::builder, UserOperations::create)
                .on("DescribeUser", DescribeUserRequest::builder, UserOperations::describe)
                .on("ListUsers", ListUsersRequest::builder, UserOperations::list)
                .on("GetUserId", GetUserIdRequest::builder, UserOperations::getId)
                .on("UpdateUser", UpdateUserRequest::builder, UserOperations::update)
                .on("DeleteUser", DeleteUserRequest::builder, UserOperations::delete);
    }

    private static CreateUserResponse create(Call call, CreateUserRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        String name = IdentityCenterErrors.required(request.userName(), "userName");
        IdentityCenterErrors.required(request.displayName(), "displayName");
        if (request.name() == null
                || request.name().familyName() == null
                || request.name().givenName() == null) {
            throw IdentityCenterErrors.validation("name.familyName and name.givenName are required");
        }
        checkFree(center, name);
        String id = call.world().ids().uuid();
        User user = StoreAttributes.copy(request, User.builder())
                .identityStoreId(center.store())
                .userId(id)
                .userName(name)
                .userStatus(UserStatus.ENABLED)
                .createdAt(call.now())
                .updatedAt(call.now())
                .build();
        center.users().put(user);
        return CreateUserResponse.builder()
                .identityStoreId(center.store())
                .userId(id)
                .build();
    }

    private static void checkFree(IdentityCenter center, String name) {
        if (center.users().all().stream().anyMatch(user -> user.userName().equalsIgnoreCase(name))) {
            throw IdentityCenterErrors.conflict("Duplicate UserName");
        }
    }

    static User user(IdentityCenter center, @Nullable String userId) {
        String id = IdentityCenterErrors.required(userId, "userId");
        return center.users().find(id).orElseThrow(() -> IdentityCenterErrors.notFound("USER not found."));
    }

    private static DescribeUserResponse describe(Call call, DescribeUserRequest request) {
        User user = user(IdentityCenter.byStore(call, request.identityStoreId()), request.userId());
        return StoreAttributes.copy(user, DescribeUserResponse.builder()).build();
    }

    @SuppressWarnings("deprecation") // filters are served still
    private static ListUsersResponse list(Call call, ListUsersRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        List<User> matching = center.users().all().stream()
                .filter(user -> request.filters().stream().allMatch(filter -> matches(user, filter)))
                .toList();
        ResultPage<User> page = IdentityCenterErrors.page(matching, request.maxResults(), request.nextToken());
        return ListUsersResponse.builder()
                .users(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(User user, Filter filter) {
        if (!"UserName".equalsIgnoreCase(filter.attributePath())) {
            throw IdentityCenterErrors.validation("The filter attribute path %s is not valid", filter.attributePath());
        }
        return user.userName().equalsIgnoreCase(filter.attributeValue());
    }

    private static GetUserIdResponse getId(Call call, GetUserIdRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        AlternateIdentifier wanted = request.alternateIdentifier();
        if (wanted == null || wanted.uniqueAttribute() == null) {
            throw IdentityCenterErrors.notFound("USER not found.");
        }
        String path = wanted.uniqueAttribute().attributePath();
        String value = wanted.uniqueAttribute().attributeValue().asString();
        User user = center.users().all().stream()
                .filter(each -> StoreAttributes.is(each, path, value))
                .findFirst()
                .orElseThrow(() -> IdentityCenterErrors.notFound("USER not found."));
        return GetUserIdResponse.builder()
                .identityStoreId(center.store())
                .userId(user.userId())
                .build();
    }

    private static UpdateUserResponse update(Call call, UpdateUserRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        User before = user(center, request.userId());
        User.Builder changed = before.toBuilder();
        for (AttributeOperation operation : request.operations()) {
            StoreAttributes.set(changed, operation);
        }
        User after = changed.updatedAt(call.now()).build();
        if (!after.userName().equalsIgnoreCase(before.userName())) {
            checkFree(center, after.userName());
        }
        center.users().put(after);
        return UpdateUserResponse.builder().build();
    }

    /** Takes the user out of all groups. What was assigned to the user in accounts stays assigned to nobody. */
    private static DeleteUserResponse delete(Call call, DeleteUserRequest request) {
        IdentityCenter center = IdentityCenter.byStore(call, request.identityStoreId());
        User user = user(center, request.userId());
        center.memberships()
                .by("user", user.userId())
                .forEach(membership -> center.memberships().remove(membership.membershipId()));
        center.users().remove(user.userId());
        return DeleteUserResponse.builder().build();
    }
}
