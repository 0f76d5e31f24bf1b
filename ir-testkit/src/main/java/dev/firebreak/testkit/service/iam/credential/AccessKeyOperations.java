package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Callers;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.AccessKey;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyLastUsed;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** Long-term access keys, of users and of the root user. */
final class AccessKeyOperations {
    private static final int KEYS_PER_USER = 2;

    void register(Operations operations) {
        operations
                .on("CreateAccessKey", CreateAccessKeyRequest::builder, this::createAccessKey)
                .on("ListAccessKeys", ListAccessKeysRequest::builder, this::listAccessKeys)
                .on("UpdateAccessKey", UpdateAccessKeyRequest::builder, this::updateAccessKey)
                .on("DeleteAccessKey", DeleteAccessKeyRequest::builder, this::deleteAccessKey)
                .on("GetAccessKeyLastUsed", GetAccessKeyLastUsedRequest::builder, this::getAccessKeyLastUsed);
    }

    private CreateAccessKeyResponse createAccessKey(Call call, CreateAccessKeyRequest request) {
        if (keys(call, request.userName()).size() >= KEYS_PER_USER) {
            throw IamErrors.quota("AccessKeysPerUser", KEYS_PER_USER);
        }
        AccessKey key = isRoot(call, request.userName())
                ? call.world().credentials().createRoot(call.account())
                : call.world().credentials().create(IamLookup.userOrCaller(call, request.userName()));
        return CreateAccessKeyResponse.builder()
                .accessKey(created -> created.userName(owner(key))
                        .accessKeyId(key.id())
                        .status(status(key))
                        .secretAccessKey(key.secret())
                        .createDate(key.created()))
                .build();
    }

    private ListAccessKeysResponse listAccessKeys(Call call, ListAccessKeysRequest request) {
        Map<String, AccessKey> keys = keys(call, request.userName());
        IamPage<AccessKey> page = IamPage.of(keys.values(), AccessKey::id, request.marker(), request.maxItems());
        return ListAccessKeysResponse.builder()
                .accessKeyMetadata(page.items().stream()
                        .map(key -> AccessKeyMetadata.builder()
                                .userName(owner(key))
                                .accessKeyId(key.id())
                                .status(status(key))
                                .createDate(key.created())
                                .build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private UpdateAccessKeyResponse updateAccessKey(Call call, UpdateAccessKeyRequest request) {
        AccessKey key = key(call, request.userName(), request.accessKeyId());
        StatusType status = request.status();
        if (status != StatusType.ACTIVE && status != StatusType.INACTIVE) {
            throw IamErrors.constraint("status", "Member must satisfy enum value set: [Active, Inactive]");
        }
        key.setActive(status == StatusType.ACTIVE);
        return UpdateAccessKeyResponse.builder().build();
    }

    private DeleteAccessKeyResponse deleteAccessKey(Call call, DeleteAccessKeyRequest request) {
        call.world().credentials().delete(key(call, request.userName(), request.accessKeyId()));
        return DeleteAccessKeyResponse.builder().build();
    }

    /** IAM does not say whether a key is another account's or nobody's: it denies access to both. */
    private GetAccessKeyLastUsedResponse getAccessKeyLastUsed(Call call, GetAccessKeyLastUsedRequest request) {
        String id = checkedId(request.accessKeyId());
        AccessKey key = call.world()
                .credentials()
                .key(id)
                .filter(found -> found.account().id().equals(call.account().id()))
                .orElseThrow(() -> IamErrors.accessDenied(
                        "User: %s is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key %s",
                        Callers.of(call).arn(), id));
        return GetAccessKeyLastUsedResponse.builder()
                .userName(owner(key))
                .accessKeyLastUsed(lastUsed(key))
                .build();
    }

    private static AccessKeyLastUsed lastUsed(AccessKey key) {
        return key.lastUse()
                .map(use -> AccessKeyLastUsed.builder()
                        .lastUsedDate(use.at())
                        .serviceName(use.service())
                        .region(use.region())
                        .build())
                .orElseGet(() -> AccessKeyLastUsed.builder()
                        .serviceName("N/A")
                        .region("N/A")
                        .build());
    }

    private static AccessKey key(Call call, @Nullable String userName, @Nullable String accessKeyId) {
        String id = checkedId(accessKeyId);
        AccessKey key = keys(call, userName).get(id);
        if (key == null) {
            throw IamErrors.noSuchEntity("The Access Key with id %s cannot be found.", id);
        }
        return key;
    }

    private static String checkedId(@Nullable String accessKeyId) {
        String id = IamChecks.required(accessKeyId, "accessKeyId");
        if (id.length() < 16) {
            throw IamErrors.constraint("accessKeyId", "Member must have length greater than or equal to 16");
        }
        if (!id.matches("\\w{16,128}")) {
            throw IamErrors.validation(
                    "The specified value for accessKeyId is invalid. It must contain only alphanumeric characters.");
        }
        return id;
    }

    private static Map<String, AccessKey> keys(Call call, @Nullable String userName) {
        return isRoot(call, userName)
                ? IamLookup.iam(call).rootKeys()
                : IamLookup.userOrCaller(call, userName).accessKeys();
    }

    private static boolean isRoot(Call call, @Nullable String userName) {
        return userName == null && Callers.of(call).type() == Caller.Type.ROOT;
    }

    private static @Nullable String owner(AccessKey key) {
        return key.user().map(IamUser::name).orElse(null);
    }

    private static StatusType status(AccessKey key) {
        return key.active() ? StatusType.ACTIVE : StatusType.INACTIVE;
    }
}
