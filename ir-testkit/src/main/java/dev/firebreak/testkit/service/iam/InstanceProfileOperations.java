package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.iam.IamEntities;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesResponse;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;

/** Instance profiles, each with one role at most. */
final class InstanceProfileOperations {
    private static final int PROFILES = 1000;

    void register(Operations operations) {
        operations
                .on("CreateInstanceProfile", CreateInstanceProfileRequest::builder, this::create)
                .on("GetInstanceProfile", GetInstanceProfileRequest::builder, this::get)
                .on("ListInstanceProfiles", ListInstanceProfilesRequest::builder, this::list)
                .on("ListInstanceProfilesForRole", ListInstanceProfilesForRoleRequest::builder, this::listForRole)
                .on("DeleteInstanceProfile", DeleteInstanceProfileRequest::builder, this::delete)
                .on("AddRoleToInstanceProfile", AddRoleToInstanceProfileRequest::builder, this::addRole)
                .on("RemoveRoleFromInstanceProfile", RemoveRoleFromInstanceProfileRequest::builder, this::removeRole);
    }

    private CreateInstanceProfileResponse create(Call call, CreateInstanceProfileRequest request) {
        String name = IamChecks.name(request.instanceProfileName(), "instanceProfileName", 128);
        String path = IamChecks.path(request.path());
        IamChecks.checkTags(request.tags());
        IamEntities<InstanceProfile> profiles = IamLookup.iam(call).instanceProfiles();
        if (profiles.isTaken(name)) {
            throw IamErrors.alreadyExists("Instance Profile %s already exists.", name);
        }
        if (profiles.size() >= PROFILES) {
            throw IamErrors.quota("InstanceProfilesPerAccount", PROFILES);
        }
        InstanceProfile profile = new InstanceProfile(call.account(), name, path);
        IamChecks.tag(profile, request.tags());
        profiles.add(profile);
        return CreateInstanceProfileResponse.builder()
                .instanceProfile(IamAnswers.profile(profile).build())
                .build();
    }

    private GetInstanceProfileResponse get(Call call, GetInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        return GetInstanceProfileResponse.builder()
                .instanceProfile(IamAnswers.profile(profile)
                        .tags(IamAnswers.tags(profile))
                        .build())
                .build();
    }

    private ListInstanceProfilesResponse list(Call call, ListInstanceProfilesRequest request) {
        String prefix = IamChecks.pathPrefix(request.pathPrefix());
        List<InstanceProfile> matching = IamLookup.iam(call).instanceProfiles().all().stream()
                .filter(profile -> profile.path().startsWith(prefix))
                .collect(toList());
        IamPage<InstanceProfile> page =
                IamPage.of(matching, InstanceProfile::name, request.marker(), request.maxItems());
        return ListInstanceProfilesResponse.builder()
                .instanceProfiles(page.items().stream()
                        .map(profile -> IamAnswers.profile(profile).build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private ListInstanceProfilesForRoleResponse listForRole(Call call, ListInstanceProfilesForRoleRequest request) {
        IamRole role = IamLookup.role(call, request.roleName());
        IamPage<InstanceProfile> page = IamPage.of(
                role.instanceProfiles().values(), InstanceProfile::name, request.marker(), request.maxItems());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(page.items().stream()
                        .map(profile -> IamAnswers.profile(profile).build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private DeleteInstanceProfileResponse delete(Call call, DeleteInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        if (profile.role().isPresent()) {
            throw IamErrors.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
        }
        IamLookup.iam(call).instanceProfiles().remove(profile);
        return DeleteInstanceProfileResponse.builder().build();
    }

    private AddRoleToInstanceProfileResponse addRole(Call call, AddRoleToInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        if (profile.role().isPresent()) {
            throw IamErrors.quota("InstanceSessionsPerInstanceProfile", 1);
        }
        profile.hold(role);
        return AddRoleToInstanceProfileResponse.builder().build();
    }

    private RemoveRoleFromInstanceProfileResponse removeRole(Call call, RemoveRoleFromInstanceProfileRequest request) {
        InstanceProfile profile = IamLookup.profile(call, request.instanceProfileName());
        IamRole role = IamLookup.modifiableRole(call, request.roleName());
        if (profile.role().filter(role::equals).isEmpty()) {
            throw IamErrors.noSuchEntity(
                    "Role %s in Instance Profile %s cannot be found.", role.name(), profile.name());
        }
        profile.release();
        return RemoveRoleFromInstanceProfileResponse.builder().build();
    }
}
