package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.GetSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysRequest;
import software.amazon.awssdk.services.iam.model.ListSshPublicKeysResponse;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.SSHPublicKeyMetadata;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateSshPublicKeyResponse;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyRequest;
import software.amazon.awssdk.services.iam.model.UploadSshPublicKeyResponse;

/** The SSH public keys of users, for CodeCommit. */
final class SshKeyOperations {
    private static final int KEYS_PER_USER = 5;

    private SshKeyOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("UploadSSHPublicKey", UploadSshPublicKeyRequest::builder, SshKeyOperations::upload)
                .on("GetSSHPublicKey", GetSshPublicKeyRequest::builder, SshKeyOperations::get)
                .on("ListSSHPublicKeys", ListSshPublicKeysRequest::builder, SshKeyOperations::list)
                .on("UpdateSSHPublicKey", UpdateSshPublicKeyRequest::builder, SshKeyOperations::update)
                .on("DeleteSSHPublicKey", DeleteSshPublicKeyRequest::builder, SshKeyOperations::delete);
    }

    private static UploadSshPublicKeyResponse upload(Call call, UploadSshPublicKeyRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        SshPublicKey key = SshPublicKey.parse(IamChecks.required(request.sshPublicKeyBody(), "sSHPublicKeyBody"));
        List<UserCredential> present = keys(call, user);
        if (present.stream().anyMatch(other -> other.detail("fingerprint").equals(key.fingerprint()))) {
            throw new AwsError("DuplicateSSHPublicKey", 400, "The SSH public key is already associated with the user");
        }
        if (present.size() >= KEYS_PER_USER) {
            throw IamErrors.quota("SSHPublicKeysPerUser", KEYS_PER_USER);
        }
        UserCredential added = UserCredentials.of(call.account())
                .add(
                        call,
                        UserCredential.Kind.SSH_KEY,
                        user,
                        "APKA",
                        Map.of("body", key.text(), "fingerprint", key.fingerprint()));
        return UploadSshPublicKeyResponse.builder()
                .sshPublicKey(answer(added, added.detail("body")))
                .build();
    }

    private static GetSshPublicKeyResponse get(Call call, GetSshPublicKeyRequest request) {
        IamLookup.user(call, request.userName());
        UserCredential key = key(call, request.userName(), request.sshPublicKeyId());
        String body = key.detail("body");
        if (request.encoding() == EncodingType.PEM) {
            body = SshPublicKey.parse(body).pem();
        } else if (request.encoding() != EncodingType.SSH) {
            throw new AwsError("UnrecognizedPublicKeyEncoding", 400, "The public key encoding must be SSH or PEM");
        }
        return GetSshPublicKeyResponse.builder().sshPublicKey(answer(key, body)).build();
    }

    private static ListSshPublicKeysResponse list(Call call, ListSshPublicKeysRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        IamPage<UserCredential> page =
                IamPage.of(keys(call, user), UserCredential::id, request.marker(), request.maxItems());
        return ListSshPublicKeysResponse.builder()
                .sshPublicKeys(page.items().stream()
                        .map(key -> SSHPublicKeyMetadata.builder()
                                .userName(key.user().name())
                                .sshPublicKeyId(key.id())
                                .status(key.status())
                                .uploadDate(key.created())
                                .build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static UpdateSshPublicKeyResponse update(Call call, UpdateSshPublicKeyRequest request) {
        UserCredentials.setStatus(call, key(call, request.userName(), request.sshPublicKeyId()), request.status());
        return UpdateSshPublicKeyResponse.builder().build();
    }

    private static DeleteSshPublicKeyResponse delete(Call call, DeleteSshPublicKeyRequest request) {
        UserCredentials.of(call.account()).remove(key(call, request.userName(), request.sshPublicKeyId()));
        return DeleteSshPublicKeyResponse.builder().build();
    }

    private static List<UserCredential> keys(Call call, IamUser user) {
        return UserCredentials.of(call.account()).of(user, UserCredential.Kind.SSH_KEY);
    }

    private static UserCredential key(Call call, @Nullable String userName, @Nullable String keyId) {
        String id = IamChecks.required(keyId, "sSHPublicKeyId");
        return UserCredentials.find(
                call,
                UserCredential.Kind.SSH_KEY,
                userName,
                id,
                () -> IamErrors.noSuchEntity("The Public Key with id %s cannot be found.", id));
    }

    private static SSHPublicKey answer(UserCredential key, String body) {
        return SSHPublicKey.builder()
                .userName(key.user().name())
                .sshPublicKeyId(key.id())
                .fingerprint(key.detail("fingerprint"))
                .sshPublicKeyBody(body)
                .status(key.status())
                .uploadDate(key.created())
                .build();
    }
}
