package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.world.iam.IamEntity;
import dev.firebreak.testkit.world.iam.IamGroup;
import dev.firebreak.testkit.world.iam.IamPrincipal;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.InstanceProfile;
import dev.firebreak.testkit.world.iam.ManagedPolicy;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Group;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** Writes the state of IAM into the answers of its API. Lists leave out what only the single read tells, as in IAM. */
public final class IamAnswers {
    private IamAnswers() {}

    public static List<Tag> tags(IamEntity entity) {
        return tags(entity.tags());
    }

    public static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .collect(Collectors.toList());
    }

    public static User.Builder user(IamUser user) {
        return User.builder()
                .path(user.path())
                .userName(user.name())
                .userId(user.id())
                .arn(user.arn())
                .createDate(user.created());
    }

    public static User fullUser(IamUser user) {
        User.Builder answer = user(user).permissionsBoundary(boundary(user));
        return user.tags().isEmpty() ? answer.build() : answer.tags(tags(user)).build();
    }

    public static Group group(IamGroup group) {
        return Group.builder()
                .path(group.path())
                .groupName(group.name())
                .groupId(group.id())
                .arn(group.arn())
                .createDate(group.created())
                .build();
    }

    public static Role.Builder role(IamRole role) {
        Role.Builder answer = Role.builder()
                .path(role.path())
                .roleName(role.name())
                .roleId(role.id())
                .arn(role.arn())
                .createDate(role.created())
                .assumeRolePolicyDocument(PolicyDocuments.encoded(role.trustPolicy()));
        return role.description().isEmpty() ? answer : answer.description(role.description());
    }

    public static Role fullRole(IamRole role) {
        RoleLastUsed lastUsed = role.lastUse()
                .map(use -> RoleLastUsed.builder()
                        .lastUsedDate(use.at())
                        .region(use.region())
                        .build())
                .orElseGet(() -> RoleLastUsed.builder().build());
        Role.Builder answer = role(role)
                .maxSessionDuration(role.maxSessionSeconds())
                .permissionsBoundary(boundary(role))
                .roleLastUsed(lastUsed);
        return role.tags().isEmpty() ? answer.build() : answer.tags(tags(role)).build();
    }

    public static software.amazon.awssdk.services.iam.model.InstanceProfile.Builder profile(InstanceProfile profile) {
        return software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                .path(profile.path())
                .instanceProfileName(profile.name())
                .instanceProfileId(profile.id())
                .arn(profile.arn())
                .createDate(profile.created())
                .roles(profile.role().stream().map(held -> role(held).build()).collect(Collectors.toList()));
    }

    public static Policy.Builder policy(ManagedPolicy policy) {
        return Policy.builder()
                .policyName(policy.name())
                .policyId(policy.id())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersion().id())
                .attachmentCount(policy.attachments().size())
                .permissionsBoundaryUsageCount(policy.bounded().size())
                .isAttachable(true)
                .createDate(policy.created())
                .updateDate(policy.updated());
    }

    public static PolicyVersion.Builder version(ManagedPolicy policy, ManagedPolicy.Version version) {
        return PolicyVersion.builder()
                .versionId(version.id())
                .isDefaultVersion(version.equals(policy.defaultVersion()))
                .createDate(version.created());
    }

    private static @Nullable AttachedPermissionsBoundary boundary(IamPrincipal principal) {
        return principal
                .boundary()
                .map(policy -> AttachedPermissionsBoundary.builder()
                        .permissionsBoundaryArn(policy.arn())
                        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                        .build())
                .orElse(null);
    }
}
