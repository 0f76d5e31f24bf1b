package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.CreateGrantRequest;
import software.amazon.awssdk.services.kms.model.CreateGrantResponse;
import software.amazon.awssdk.services.kms.model.GrantListEntry;
import software.amazon.awssdk.services.kms.model.GrantOperation;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.ListGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListGrantsResponse;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsRequest;
import software.amazon.awssdk.services.kms.model.ListRetirableGrantsResponse;
import software.amazon.awssdk.services.kms.model.RetireGrantRequest;
import software.amazon.awssdk.services.kms.model.RetireGrantResponse;
import software.amazon.awssdk.services.kms.model.RevokeGrantRequest;
import software.amazon.awssdk.services.kms.model.RevokeGrantResponse;

/** Grants: what a principal may do with a key beside the key's policy. */
final class GrantOperations {
    private static final String PRINCIPAL =
            "arn:aws:(iam|sts)::[0-9]{12}:(root|(user|role|assumed-role|federated-user)/.+)"
                    + "|[a-z0-9-]+\\.amazonaws\\.com";
    private static final Set<GrantOperation> ASYMMETRIC = Set.of(
            GrantOperation.SIGN,
            GrantOperation.VERIFY,
            GrantOperation.GET_PUBLIC_KEY,
            GrantOperation.DERIVE_SHARED_SECRET);

    private GrantOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateGrant", CreateGrantRequest::builder, GrantOperations::create)
                .on("ListGrants", ListGrantsRequest::builder, GrantOperations::list)
                .on("RevokeGrant", RevokeGrantRequest::builder, GrantOperations::revoke)
                .on("RetireGrant", RetireGrantRequest::builder, GrantOperations::retire)
                .on("ListRetirableGrants", ListRetirableGrantsRequest::builder, GrantOperations::listRetirable);
    }

    private static CreateGrantResponse create(Call call, CreateGrantRequest request) {
        KmsKey key = KeyLookup.usable(KeyLookup.managed(call, request.keyId(), "CreateGrant"));
        checkPrincipal(request.granteePrincipal());
        checkPrincipal(request.retiringPrincipal());
        checkOperations(key, request.operations());
        GrantListEntry wanted = entry(call, key, request);
        Grant grant = existing(key, wanted)
                .orElseGet(() -> new Grant(
                        wanted.toBuilder().grantId(call.world().ids().hex(64)).build(),
                        call.world().ids().secret(180)));
        key.grants().put(grant.entry().grantId(), grant);
        return CreateGrantResponse.builder()
                .grantId(grant.entry().grantId())
                .grantToken(grant.token())
                .build();
    }

    private static void checkPrincipal(@Nullable String principal) {
        if (principal != null && !principal.matches(PRINCIPAL)) {
            throw AwsError.of("InvalidArnException", "%s is not a valid principal", principal);
        }
    }

    private static void checkOperations(KmsKey key, List<GrantOperation> operations) {
        boolean symmetric = key.metadata().keySpec() == KeySpec.SYMMETRIC_DEFAULT;
        if (operations.contains(GrantOperation.UNKNOWN_TO_SDK_VERSION)
                || (symmetric && operations.stream().anyMatch(ASYMMETRIC::contains))) {
            throw KmsErrors.validation("One or more grant operations are not supported by the key %s", key.arn());
        }
    }

    private static GrantListEntry entry(Call call, KmsKey key, CreateGrantRequest request) {
        return GrantListEntry.builder()
                .keyId(key.arn())
                .name(request.name())
                .creationDate(call.now())
                .granteePrincipal(request.granteePrincipal())
                .retiringPrincipal(request.retiringPrincipal())
                .issuingAccount("arn:aws:iam::" + call.account().id() + ":root")
                .operations(request.operations())
                .constraints(request.constraints())
                .build();
    }

    /** Asked again under the same name, KMS answers the same grant. */
    private static Optional<Grant> existing(KmsKey key, GrantListEntry wanted) {
        return wanted.name() == null
                ? Optional.empty()
                : key.grants().values().stream()
                        .filter(grant -> wanted.equals(grant.entry().toBuilder()
                                .grantId(null)
                                .creationDate(wanted.creationDate())
                                .build()))
                        .findFirst();
    }

    private static ListGrantsResponse list(Call call, ListGrantsRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "ListGrants");
        List<GrantListEntry> found = key.grants().values().stream()
                .map(Grant::entry)
                .filter(grant -> request.grantId() == null || request.grantId().equals(grant.grantId()))
                .filter(grant -> request.granteePrincipal() == null
                        || request.granteePrincipal().equals(grant.granteePrincipal()))
                .toList();
        ResultPage<GrantListEntry> page = page(found, request.limit(), request.marker());
        return ListGrantsResponse.builder()
                .grants(page.items())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }

    private static ResultPage<GrantListEntry> page(
            List<GrantListEntry> all, @Nullable Integer limit, @Nullable String marker) {
        return ResultPage.of(all, KeyLookup.limit(limit, 50, 100), marker, KmsErrors::invalidMarker);
    }

    private static RevokeGrantResponse revoke(Call call, RevokeGrantRequest request) {
        KmsKey key = KeyLookup.managed(call, request.keyId(), "RevokeGrant");
        remove(key, request.grantId());
        return RevokeGrantResponse.builder().build();
    }

    private static void remove(KmsKey key, String grantId) {
        if (key.grants().remove(grantId) == null) {
            throw AwsError.of("NotFoundException", "Grant ID %s not found", grantId);
        }
    }

    private static RetireGrantResponse retire(Call call, RetireGrantRequest request) {
        if ((request.grantToken() == null) == (request.keyId() == null || request.grantId() == null)) {
            throw KmsErrors.validation("Specify either a grant token, or a key ID and a grant ID");
        }
        if (request.grantToken() == null) {
            KmsKey key = KeyLookup.managed(call, request.keyId(), "RetireGrant");
            remove(key, request.grantId());
            return RetireGrantResponse.builder().build();
        }
        KmsKey key = KmsState.of(call.region()).all().stream()
                .filter(candidate -> withToken(candidate, request.grantToken()).isPresent())
                .findFirst()
                .orElseThrow(() -> AwsError.of("InvalidGrantTokenException", "Invalid grant token"));
        key.grants()
                .remove(withToken(key, request.grantToken())
                        .orElseThrow()
                        .entry()
                        .grantId());
        return RetireGrantResponse.builder().build();
    }

    private static Optional<Grant> withToken(KmsKey key, String token) {
        return key.grants().values().stream()
                .filter(grant -> grant.token().equals(token))
                .findFirst();
    }

    private static ListRetirableGrantsResponse listRetirable(Call call, ListRetirableGrantsRequest request) {
        List<GrantListEntry> found = KmsState.of(call.region()).all().stream()
                .flatMap(key -> key.grants().values().stream())
                .map(Grant::entry)
                .filter(grant -> Objects.equals(request.retiringPrincipal(), grant.retiringPrincipal()))
                .toList();
        ResultPage<GrantListEntry> page = page(found, request.limit(), request.marker());
        return ListRetirableGrantsResponse.builder()
                .grants(page.items())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }
}
