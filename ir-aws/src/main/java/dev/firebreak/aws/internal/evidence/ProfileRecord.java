package dev.firebreak.aws.internal.evidence;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.Role;

/** What an instance may do: its profile, the role in it, and the role's policies with their documents. */
final class ProfileRecord {
    private final IamClient iam;

    ProfileRecord(IamClient iam) {
        this.iam = iam;
    }

    void describe(RecordBook book, String profileArn) {
        String name = profileArn.substring(profileArn.lastIndexOf('/') + 1);
        book.answer("instanceProfile", () -> iam.getInstanceProfile(request -> request.instanceProfileName(name)))
                .ifPresent(answer -> answer.instanceProfile().roles().forEach(role -> role(book, role)));
    }

    private void role(RecordBook book, Role role) {
        String name = role.roleName();
        book.answer("role." + name, () -> iam.getRole(request -> request.roleName(name)));
        book.list(
                "role." + name + ".attachedPolicies",
                () ->
                        iam
                                .listAttachedRolePoliciesPaginator(request -> request.roleName(name))
                                .attachedPolicies()
                                .stream()
                                .peek(policy -> managed(book, policy))
                                .toList());
        book.list(
                "role." + name + ".inlinePolicies",
                () -> iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream()
                        .peek(policy -> inline(book, name, policy))
                        .toList());
    }

    private void managed(RecordBook book, AttachedPolicy policy) {
        String arn = policy.policyArn();
        book.text("policy." + arn, () -> {
            String version =
                    iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId();
            return decoded(
                    iam.getPolicyVersion(request -> request.policyArn(arn).versionId(version))
                            .policyVersion()
                            .document());
        });
    }

    private void inline(RecordBook book, String role, String policy) {
        book.text(
                "role." + role + ".policy." + policy,
                () -> decoded(
                        iam.getRolePolicy(request -> request.roleName(role).policyName(policy))
                                .policyDocument()));
    }

    /** IAM answers documents URL-encoded (RFC 3986). */
    private static String decoded(String document) {
        return URLDecoder.decode(document.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
