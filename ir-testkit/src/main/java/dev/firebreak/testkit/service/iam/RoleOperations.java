package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.iam.IamEntities;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** IAM roles, their trust policies, tags and boundaries. */
final class RoleOperations {
    private static final int ROLES = 1000;
    private static final int TRUST_POLICY = 2048;

    void register(Operations operations) {
        operations
                .on("CreateRole", CreateRoleRequest::builder, this::createRole)
                .on("GetRole", GetRoleRequest::builder, this::getRole)
                .on("ListRoles", ListRolesRequest::builder, this::listRoles)
                .on("UpdateRole", UpdateRoleRequest::builder, this::updateRole)
                .on("UpdateRoleDescription", UpdateRoleDescriptionRequest::builder, this::updateRoleDescription)
                .on("UpdateAssumeRolePolicy", UpdateAssumeRolePolicyRequest::builder, this::updateAssumeRolePolicy)
                .on("DeleteRole", DeleteRoleRequest::builder, this::deleteRole)
                .on("TagRole", TagRoleRequest::builder, this::tagRole)
                .on("UntagRole", UntagRoleRequest::builder, this::untagRole)
                .on("ListRoleTags", ListRoleTagsRequest::builder, this::listRoleTags)
                .on("PutRolePermissionsBoundary", PutRolePermissionsBoundaryRequest::builder, this::putBoundary)
                .on(
                        "DeleteRolePermissionsBoundary",
                        DeleteRolePermissionsBoundaryRequest::builder,
                        this::deleteBoundary);
    }

    private CreateRoleResponse createRole(Call call, CreateRoleRequest request) {
        String name = IamChecks.name(request.roleName(), "roleName", 64);
        String path = IamChecks.path(request.path());
        refuseReserved(path);
        int seconds = maxSession(request.maxSessionDuration() == null ? 3600 : request.maxSessionDuration());
        List<Tag> tags = request.tags();
        IamChecks.checkTags(tags);
        checkRoom(IamLookup.iam(call).roles(), name);
        Map<String, String> trusted = trustedIds(call, request.assumeRolePolicyDocument(), "assumeRolePolicyDocument");
        @Nullable
        ManagedPolicy boundary = request.permissionsBoundary() == null
                ? null
                : IamLookup.attachable(call, request.permissionsBoundary());
        IamRole role = new IamRole(call.account(), name, path, request.assumeRolePolicyDocument());
        role.trust(request.assumeRolePolicyDocument(), trusted);
        role.setMaxSessionSeconds(seconds);
        role.describe(request.description() == null ? "" : request.description());
        role.bound(boundary);
        IamChecks.tag(role, tags);
        IamLookup.iam(call).roles().add(role);
        Role.Builder answer = IamAnswers.role(role);
        return CreateRoleResponse.builder()
                .role(tags.isEmpty() ? answer.build() : answer.tags(tags).build())
                .build();
    }

    private static void refuseReserved(String path) {
        if (path.startsWith("/aws-service-role/") || path.startsWith("/aws-reserved/")) {
            throw IamErrors.validation("The path %s is reserved for AWS", path);
        }
    }

    private static void checkRoom(IamEntities<IamRole> roles, String name) {
        if (roles.isTaken(name)) {
            throw IamErrors.alreadyExists("Role with name %s already exists.", name);
        }
        if (roles.size() >= ROLES) {
            throw IamErrors.quota("RolesPerAccount", ROLES);
        }
    }

    private static Map<String, String> trustedIds(Call call, @Nullable String document, String field) {
        ObjectNode policy = PolicyGrammar.trust(document, field);
        if (PolicyDocuments.length(String.valueOf(document)) > TRUST_POLICY) {
            throw IamErrors.quota("ACLSizePerRole", TRUST_POLICY);
        }
        return TrustPolicies.principalIds(call.world(), policy);
    }

    private static int maxSession(int seconds) {
        if (seconds < 3600) {
            throw IamErrors.constraint("maxSessionDuration", "Member must have value greater than or equal to 3600");
        }
        if (seconds > 43200) {
            throw IamErrors.constraint("maxSessionDuration", "Member must have value less than or equal to 43200");
        }
        return seconds;
    }

    private GetRoleResponse getRole(Call call, GetRoleRequest request) {
        IamRole role = IamLookup.role(call, request.roleName());
        return GetRoleResponse.builder().role(IamAnswers.fullRole(role)).build();
    }

    private ListRolesResponse listRoles(Call call, ListRolesRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<IamRole> matching = IamLookup.iam(call).roles().all().stream()
                .filter(role -> role.path().startsWith(prefix))
                .collect(toList());
        IamPage<IamRole> page = IamPage.of(matching, IamRole::name, request.marker(), request.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items().stream()
                        .map(role -> IamAnswers.role(role)
                                .maxSessionDuration(role.maxSessionSeconds())
                                .build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private UpdateRoleResponse updateRole(Call call, UpdateRoleRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        if (request.maxSessionDuration() != null) {
            role.setMaxSessionSeconds(maxSession(request.maxSessionDuration()));
        }
        if (request.description() != null) {
            role.describe(request.description());
        }
        return UpdateRoleResponse.builder().build();
    }

    private UpdateRoleDescriptionResponse updateRoleDescription(Call call, UpdateRoleDescriptionRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        role.describe(IamChecks.required(request.description(), "description"));
        return UpdateRoleDescriptionResponse.builder()
                .role(IamAnswers.role(role).build())
                .build();
    }

    private UpdateAssumeRolePolicyResponse updateAssumeRolePolicy(Call call, UpdateAssumeRolePolicyRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        role.trust(
                String.valueOf(request.policyDocument()), trustedIds(call, request.policyDocument(), "policyDocument"));
        return UpdateAssumeRolePolicyResponse.builder().build();
    }

    private DeleteRoleResponse deleteRole(Call call, DeleteRoleRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        refuse(!role.instanceProfiles().isEmpty(), "must remove roles from instance profile first.");
        refuse(!role.attachedPolicies().isEmpty(), "must detach all policies first.");
        refuse(!role.inlinePolicies().isEmpty(), "must delete policies first.");
        role.bound(null);
        IamLookup.iam(call).roles().remove(role);
        return DeleteRoleResponse.builder().build();
    }

    private static void refuse(boolean refused, String reason) {
        if (refused) {
            throw IamErrors.deleteConflict("Cannot delete entity, " + reason);
        }
    }

    private TagRoleResponse tagRole(Call call, TagRoleRequest request) {
        IamChecks.tag(IamLookup.role(call, request.roleName()), request.tags());
        return TagRoleResponse.builder().build();
    }

    private UntagRoleResponse untagRole(Call call, UntagRoleRequest request) {
        IamChecks.untag(IamLookup.role(call, request.roleName()).tags(), request.tagKeys());
        return UntagRoleResponse.builder().build();
    }

    private ListRoleTagsResponse listRoleTags(Call call, ListRoleTagsRequest request) {
        List<Tag> tags = new ArrayList<>(IamAnswers.tags(IamLookup.role(call, request.roleName())));
        IamPage<Tag> page = IamPage.of(tags, Tag::key, request.marker(), request.maxItems());
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private PutRolePermissionsBoundaryResponse putBoundary(Call call, PutRolePermissionsBoundaryRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        role.bound(IamLookup.attachable(call, request.permissionsBoundary()));
        return PutRolePermissionsBoundaryResponse.builder().build();
    }

    private DeleteRolePermissionsBoundaryResponse deleteBoundary(
            Call call, DeleteRolePermissionsBoundaryRequest request) {
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        if (role.boundary().isEmpty()) {
            throw IamErrors.noSuchEntity("The role with name %s does not have a permissions boundary.", role.name());
        }
        role.bound(null);
        return DeleteRolePermissionsBoundaryResponse.builder().build();
    }
}
