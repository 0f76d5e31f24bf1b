package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import dev.firebreak.testkit.service.kms.crypto.KeyAlgorithms;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.kms.model.CreateKeyRequest;
import software.amazon.awssdk.services.kms.model.CreateKeyResponse;
import software.amazon.awssdk.services.kms.model.DescribeKeyRequest;
import software.amazon.awssdk.services.kms.model.DescribeKeyResponse;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.ListKeysRequest;
import software.amazon.awssdk.services.kms.model.ListKeysResponse;
import software.amazon.awssdk.services.kms.model.OriginType;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionRequest;
import software.amazon.awssdk.services.kms.model.UpdateKeyDescriptionResponse;

/** Makes and describes keys. */
final class KeyOperations {
    private static final Set<KeySpec> UNSUPPORTED = Set.of(KeySpec.UNKNOWN_TO_SDK_VERSION, KeySpec.SM2);

    private KeyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateKey", CreateKeyRequest::builder, KeyOperations::create)
                .on("DescribeKey", DescribeKeyRequest::builder, KeyOperations::describe)
                .on("ListKeys", ListKeysRequest::builder, KeyOperations::list)
                .on("UpdateKeyDescription", UpdateKeyDescriptionRequest::builder, KeyOperations::updateDescription);
    }

    private static CreateKeyResponse create(Call call, CreateKeyRequest request) {
        KeySpec spec = spec(request);
        NewKey wanted = new NewKey(
                spec,
                usage(request, spec),
                request.description() == null ? "" : request.description(),
                Boolean.TRUE.equals(request.multiRegion()));
        String policy = request.policy() == null
                ? KeyPolicies.byDefault(call.account())
                : KeyPolicies.checked(
                        call, request.policy(), Boolean.TRUE.equals(request.bypassPolicyLockoutSafetyCheck()));
        KeyTags.check(request.tags());
        OriginType origin = request.origin() == null ? OriginType.AWS_KMS : request.origin();
        checkOrigin(origin);
        KmsKey key = wanted.make(call.region(), policy);
        KeyTags.put(key, request.tags());
        if (origin == OriginType.EXTERNAL) {
            key.change(metadata -> metadata.origin(origin));
            key.setState(KeyState.PENDING_IMPORT);
        }
        KmsState.of(call.region()).add(key);
        return CreateKeyResponse.builder().keyMetadata(key.metadata()).build();
    }

    private static void checkOrigin(OriginType origin) {
        if (origin != OriginType.AWS_KMS && origin != OriginType.EXTERNAL) {
            throw KmsErrors.unsupported("FakeAws has no custom key stores");
        }
    }

    @SuppressWarnings("deprecation") // older clients know no other name
    private static KeySpec spec(CreateKeyRequest request) {
        String asked = request.keySpec() == null ? request.customerMasterKeySpecAsString() : request.keySpecAsString();
        KeySpec spec = asked == null ? KeySpec.SYMMETRIC_DEFAULT : KeySpec.fromValue(asked);
        if (UNSUPPORTED.contains(spec)) {
            throw KmsErrors.unsupported("The %s key spec is not supported in this Region", asked);
        }
        return spec;
    }

    private static KeyUsageType usage(CreateKeyRequest request, KeySpec spec) {
        if (request.keyUsage() == null) {
            if (spec != KeySpec.SYMMETRIC_DEFAULT) {
                throw KmsErrors.validation(
                        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");
            }
            return KeyUsageType.ENCRYPT_DECRYPT;
        }
        if (!KeyAlgorithms.allows(spec, request.keyUsage())) {
            throw KmsErrors.validation(
                    "KeyUsage %s is not compatible with KeySpec %s", request.keyUsageAsString(), spec);
        }
        return request.keyUsage();
    }

    private static DescribeKeyResponse describe(Call call, DescribeKeyRequest request) {
        KmsKey key = KeyLookup.find(call, request.keyId(), "DescribeKey");
        return DescribeKeyResponse.builder().keyMetadata(key.metadata()).build();
    }

    private static ListKeysResponse list(Call call, ListKeysRequest request) {
        List<KmsKey> all = KmsState.of(call.region()).all();
        int limit = KeyLookup.limit(request.limit(), 100, 1000);
        ResultPage<KmsKey> page = ResultPage.of(all, limit, request.marker(), KmsErrors::invalidMarker);
        return ListKeysResponse.builder()
                .keys(page.items().stream()
                        .map(key -> KeyListEntry.builder()
                                .keyId(key.id())
                                .keyArn(key.arn())
                                .build())
                        .toList())
                .nextMarker(page.nextToken())
                .truncated(page.nextToken() != null)
                .build();
    }

    private static UpdateKeyDescriptionResponse updateDescription(Call call, UpdateKeyDescriptionRequest request) {
        KmsKey key = KeyLookup.kept(KeyLookup.managed(call, request.keyId(), "UpdateKeyDescription"));
        key.change(metadata -> metadata.description(request.description()));
        return UpdateKeyDescriptionResponse.builder().build();
    }
}
