package dev.firebreak.testkit.service.identitycenter;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.iam.PolicyGrammar;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssoadmin.model.AttachCustomerManagedPolicyReferenceToPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.AttachCustomerManagedPolicyReferenceToPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.AttachManagedPolicyToPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.AttachManagedPolicyToPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.AttachedManagedPolicy;
import software.amazon.awssdk.services.ssoadmin.model.CustomerManagedPolicyReference;
import software.amazon.awssdk.services.ssoadmin.model.DeleteInlinePolicyFromPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DeleteInlinePolicyFromPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.DeletePermissionsBoundaryFromPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DeletePermissionsBoundaryFromPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.DetachCustomerManagedPolicyReferenceFromPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DetachCustomerManagedPolicyReferenceFromPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.DetachManagedPolicyFromPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.DetachManagedPolicyFromPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.GetInlinePolicyForPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.GetInlinePolicyForPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.GetPermissionsBoundaryForPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.GetPermissionsBoundaryForPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListCustomerManagedPolicyReferencesInPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListCustomerManagedPolicyReferencesInPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.ListManagedPoliciesInPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.ListManagedPoliciesInPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.PermissionsBoundary;
import software.amazon.awssdk.services.ssoadmin.model.PutInlinePolicyToPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.PutInlinePolicyToPermissionSetResponse;
import software.amazon.awssdk.services.ssoadmin.model.PutPermissionsBoundaryToPermissionSetRequest;
import software.amazon.awssdk.services.ssoadmin.model.PutPermissionsBoundaryToPermissionSetResponse;

/** What a permission set allows. A change reaches the accounts' roles only when the set is provisioned again. */
final class PermissionSetPolicyOperations {
    private static final int INLINE = 10240;
    private static final int POLICIES = 20;

    private PermissionSetPolicyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "PutInlinePolicyToPermissionSet",
                        PutInlinePolicyToPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::putInline)
                .on(
                        "GetInlinePolicyForPermissionSet",
                        GetInlinePolicyForPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::getInline)
                .on(
                        "DeleteInlinePolicyFromPermissionSet",
                        DeleteInlinePolicyFromPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::deleteInline)
                .on(
                        "AttachManagedPolicyToPermissionSet",
                        AttachManagedPolicyToPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::attach)
                .on(
                        "DetachManagedPolicyFromPermissionSet",
                        DetachManagedPolicyFromPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::detach)
                .on(
                        "ListManagedPoliciesInPermissionSet",
                        ListManagedPoliciesInPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::listManaged)
                .on(
                        "AttachCustomerManagedPolicyReferenceToPermissionSet",
                        AttachCustomerManagedPolicyReferenceToPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::attachCustomer)
                .on(
                        "DetachCustomerManagedPolicyReferenceFromPermissionSet",
                        DetachCustomerManagedPolicyReferenceFromPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::detachCustomer)
                .on(
                        "ListCustomerManagedPolicyReferencesInPermissionSet",
                        ListCustomerManagedPolicyReferencesInPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::listCustomer)
                .on(
                        "PutPermissionsBoundaryToPermissionSet",
                        PutPermissionsBoundaryToPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::putBoundary)
                .on(
                        "GetPermissionsBoundaryForPermissionSet",
                        GetPermissionsBoundaryForPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::getBoundary)
                .on(
                        "DeletePermissionsBoundaryFromPermissionSet",
                        DeletePermissionsBoundaryFromPermissionSetRequest::builder,
                        PermissionSetPolicyOperations::deleteBoundary);
    }

    /** A permission set to change: the roles that it has in accounts are out of date then. */
    private static PermissionSetData changing(Call call, @Nullable String instanceArn, @Nullable String setArn) {
        IdentityCenter center = IdentityCenter.ofOrganization(call, instanceArn);
        PermissionSetData set = center.permissionSet(setArn);
        changed(center, set);
        return set;
    }

    static void changed(IdentityCenter center, PermissionSetData set) {
        center.assignments().all().stream()
                .filter(assignment -> assignment.permissionSet().equals(set.arn()))
                .forEach(assignment -> set.outdated().add(assignment.account()));
    }

    private static PermissionSetData reading(Call call, @Nullable String instanceArn, @Nullable String setArn) {
        return IdentityCenter.ofOrganization(call, instanceArn).permissionSet(setArn);
    }

    private static PutInlinePolicyToPermissionSetResponse putInline(
            Call call, PutInlinePolicyToPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        String document = document(request.inlinePolicy());
        set.setInlinePolicy(document);
        changing(call, request.instanceArn(), request.permissionSetArn());
        return PutInlinePolicyToPermissionSetResponse.builder().build();
    }

    private static String document(@Nullable String policy) {
        String document = IdentityCenterErrors.required(policy, "inlinePolicy");
        try {
            PolicyGrammar.identity(document, "inlinePolicy");
        } catch (AwsError malformed) {
            throw IdentityCenterErrors.validation("%s", malformed.message());
        }
        if (PolicyDocuments.length(document) > INLINE) {
            throw IdentityCenterErrors.quota("Inline policy size exceeds the limit of %d characters", INLINE);
        }
        return document;
    }

    private static GetInlinePolicyForPermissionSetResponse getInline(
            Call call, GetInlinePolicyForPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        return GetInlinePolicyForPermissionSetResponse.builder()
                .inlinePolicy(set.inlinePolicy())
                .build();
    }

    private static DeleteInlinePolicyFromPermissionSetResponse deleteInline(
            Call call, DeleteInlinePolicyFromPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        if (set.inlinePolicy().isEmpty()) {
            throw IdentityCenterErrors.notFound("Inline policy not found for permission set %s", set.arn());
        }
        changing(call, request.instanceArn(), request.permissionSetArn()).setInlinePolicy("");
        return DeleteInlinePolicyFromPermissionSetResponse.builder().build();
    }

    private static AttachManagedPolicyToPermissionSetResponse attach(
            Call call, AttachManagedPolicyToPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        String arn = IdentityCenterErrors.required(request.managedPolicyArn(), "managedPolicyArn");
        if (!arn.startsWith("arn:aws:iam::aws:policy/")
                || !call.account().iam().policies().containsKey(arn)) {
            throw IdentityCenterErrors.notFound("Could not find managed policy with arn %s", arn);
        }
        if (set.managedPolicies().containsKey(arn)) {
            throw IdentityCenterErrors.conflict("Policy %s is already attached to the permission set", arn);
        }
        checkRoom(set);
        changing(call, request.instanceArn(), request.permissionSetArn())
                .managedPolicies()
                .put(arn, arn.substring(arn.lastIndexOf('/') + 1));
        return AttachManagedPolicyToPermissionSetResponse.builder().build();
    }

    private static void checkRoom(PermissionSetData set) {
        if (set.managedPolicies().size() + set.customerPolicies().size() >= POLICIES) {
            throw IdentityCenterErrors.quota("You have reached the limit of %d policies per permission set", POLICIES);
        }
    }

    private static DetachManagedPolicyFromPermissionSetResponse detach(
            Call call, DetachManagedPolicyFromPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        String arn = IdentityCenterErrors.required(request.managedPolicyArn(), "managedPolicyArn");
        if (set.managedPolicies().remove(arn) == null) {
            throw IdentityCenterErrors.notFound("Policy %s is not attached to the permission set", arn);
        }
        changing(call, request.instanceArn(), request.permissionSetArn());
        return DetachManagedPolicyFromPermissionSetResponse.builder().build();
    }

    private static ListManagedPoliciesInPermissionSetResponse listManaged(
            Call call, ListManagedPoliciesInPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        List<AttachedManagedPolicy> attached = set.managedPolicies().entrySet().stream()
                .map(policy -> AttachedManagedPolicy.builder()
                        .arn(policy.getKey())
                        .name(policy.getValue())
                        .build())
                .toList();
        ResultPage<AttachedManagedPolicy> page =
                IdentityCenterErrors.page(attached, request.maxResults(), request.nextToken());
        return ListManagedPoliciesInPermissionSetResponse.builder()
                .attachedManagedPolicies(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static String pathAndName(@Nullable CustomerManagedPolicyReference reference) {
        if (reference == null) {
            throw IdentityCenterErrors.validation("A customer managed policy reference is required");
        }
        String name = IdentityCenterErrors.required(reference.name(), "customerManagedPolicyReference.name");
        return (reference.path() == null ? "/" : reference.path()) + name;
    }

    private static AttachCustomerManagedPolicyReferenceToPermissionSetResponse attachCustomer(
            Call call, AttachCustomerManagedPolicyReferenceToPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        String policy = pathAndName(request.customerManagedPolicyReference());
        if (set.customerPolicies().contains(policy)) {
            throw IdentityCenterErrors.conflict("Policy %s is already attached to the permission set", policy);
        }
        checkRoom(set);
        changing(call, request.instanceArn(), request.permissionSetArn())
                .customerPolicies()
                .add(policy);
        return AttachCustomerManagedPolicyReferenceToPermissionSetResponse.builder()
                .build();
    }

    private static DetachCustomerManagedPolicyReferenceFromPermissionSetResponse detachCustomer(
            Call call, DetachCustomerManagedPolicyReferenceFromPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        String policy = pathAndName(request.customerManagedPolicyReference());
        if (!set.customerPolicies().remove(policy)) {
            throw IdentityCenterErrors.notFound("Policy %s is not attached to the permission set", policy);
        }
        changing(call, request.instanceArn(), request.permissionSetArn());
        return DetachCustomerManagedPolicyReferenceFromPermissionSetResponse.builder()
                .build();
    }

    private static ListCustomerManagedPolicyReferencesInPermissionSetResponse listCustomer(
            Call call, ListCustomerManagedPolicyReferencesInPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        ResultPage<String> page = IdentityCenterErrors.page(
                List.copyOf(set.customerPolicies()), request.maxResults(), request.nextToken());
        return ListCustomerManagedPolicyReferencesInPermissionSetResponse.builder()
                .customerManagedPolicyReferences(page.items().stream()
                        .map(PermissionSetPolicyOperations::reference)
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static CustomerManagedPolicyReference reference(String pathAndName) {
        int name = pathAndName.lastIndexOf('/') + 1;
        return CustomerManagedPolicyReference.builder()
                .path(pathAndName.substring(0, name))
                .name(pathAndName.substring(name))
                .build();
    }

    private static PutPermissionsBoundaryToPermissionSetResponse putBoundary(
            Call call, PutPermissionsBoundaryToPermissionSetRequest request) {
        PermissionsBoundary boundary = request.permissionsBoundary();
        if (boundary == null
                || (boundary.managedPolicyArn() == null) == (boundary.customerManagedPolicyReference() == null)) {
            throw IdentityCenterErrors.validation(
                    "A permissions boundary is either a managed policy or a customer managed policy reference");
        }
        changing(call, request.instanceArn(), request.permissionSetArn()).bound(boundary);
        return PutPermissionsBoundaryToPermissionSetResponse.builder().build();
    }

    private static GetPermissionsBoundaryForPermissionSetResponse getBoundary(
            Call call, GetPermissionsBoundaryForPermissionSetRequest request) {
        PermissionSetData set = reading(call, request.instanceArn(), request.permissionSetArn());
        return GetPermissionsBoundaryForPermissionSetResponse.builder()
                .permissionsBoundary(bounded(set))
                .build();
    }

    private static PermissionsBoundary bounded(PermissionSetData set) {
        PermissionsBoundary boundary = set.boundary();
        if (boundary == null) {
            throw IdentityCenterErrors.notFound("Permissions boundary not found for permission set %s", set.arn());
        }
        return boundary;
    }

    private static DeletePermissionsBoundaryFromPermissionSetResponse deleteBoundary(
            Call call, DeletePermissionsBoundaryFromPermissionSetRequest request) {
        bounded(reading(call, request.instanceArn(), request.permissionSetArn()));
        changing(call, request.instanceArn(), request.permissionSetArn()).bound(null);
        return DeletePermissionsBoundaryFromPermissionSetResponse.builder().build();
    }
}
