package dev.firebreak.testkit.service.iam;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.TestWorld;
import dev.firebreak.testkit.world.iam.Totp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedRequest;
import software.amazon.awssdk.services.iam.model.GetAccessKeyLastUsedResponse;
import software.amazon.awssdk.services.iam.model.GetUserRequest;
import software.amazon.awssdk.services.iam.model.GetUserResponse;
import software.amazon.awssdk.services.iam.model.ListAccessKeysRequest;
import software.amazon.awssdk.services.iam.model.ListAccessKeysResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;

class UserOperationsTest {
    private final TestWorld aws = new TestWorld();
    private final TestWorld.Client iam = aws.client(new IamService());

    @BeforeEach
    void createUser() {
        iam.call(CreateUserRequest.builder().userName("alice").path("/ops/").build());
    }

    @Test
    void getUser_unknown_isNoSuchEntity() {
        AwsError error = iam.refused(GetUserRequest.builder().userName("bob").build());
        assertThat(error.status()).isEqualTo(404);
        assertThat(error.code()).isEqualTo("NoSuchEntity");
        assertThat(error.message()).isEqualTo("The user with name bob cannot be found.");
    }

    @Test
    void getUser_withPath_hasItInTheArn() {
        GetUserResponse answer =
                iam.call(GetUserRequest.builder().userName("alice").build());
        assertThat(answer.user().arn()).isEqualTo("arn:aws:iam::111111111111:user/ops/alice");
        assertThat(answer.user().userId()).startsWith("AIDA").hasSize(21);
        assertThat(answer.user().createDate()).isEqualTo(TestWorld.START);
    }

    @Test
    void getUser_withoutName_isTheCaller() {
        CreateAccessKeyResponse key =
                iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        GetUserResponse answer = iam.as(key.accessKey().accessKeyId())
                .call(GetUserRequest.builder().build());
        assertThat(answer.user().userName()).isEqualTo("alice");
    }

    @Test
    void getUser_withoutNameByRoot_isTheRootUser() {
        GetUserResponse answer = iam.call(GetUserRequest.builder().build());
        assertThat(answer.user().arn()).isEqualTo("arn:aws:iam::111111111111:root");
    }

    @Test
    void createUser_nameDiffersByCaseOnly_alreadyExists() {
        AwsError error =
                iam.refused(CreateUserRequest.builder().userName("Alice").build());
        assertThat(error.code()).isEqualTo("EntityAlreadyExists");
        assertThat(error.status()).isEqualTo(409);
        assertThat(error.message()).isEqualTo("User with name Alice already exists.");
    }

    @Test
    void deleteUser_withKey_isDeleteConflict() {
        iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        AwsError error =
                iam.refused(DeleteUserRequest.builder().userName("alice").build());
        assertThat(error.code()).isEqualTo("DeleteConflict");
        assertThat(error.message()).isEqualTo("Cannot delete entity, must delete access keys first.");
    }

    @Test
    void updateUser_newName_keepsIdAndKeys() {
        CreateAccessKeyResponse key =
                iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        iam.call(
                UpdateUserRequest.builder().userName("alice").newUserName("eve").build());
        assertThat(aws.world()
                        .caller(key.accessKey().accessKeyId())
                        .orElseThrow()
                        .arn())
                .isEqualTo("arn:aws:iam::111111111111:user/ops/eve");
    }

    @Test
    void createAccessKey_third_exceedsTheQuota() {
        var create = CreateAccessKeyRequest.builder().userName("alice").build();
        iam.call(create);
        iam.call(create);
        AwsError error = iam.refused(create);
        assertThat(error.code()).isEqualTo("LimitExceeded");
        assertThat(error.message()).isEqualTo("Cannot exceed quota for AccessKeysPerUser: 2");
    }

    @Test
    void updateAccessKey_inactive_showsInListAndCaller() {
        CreateAccessKeyResponse created =
                iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        String id = created.accessKey().accessKeyId();
        iam.call(UpdateAccessKeyRequest.builder()
                .userName("alice")
                .accessKeyId(id)
                .status(StatusType.INACTIVE)
                .build());
        ListAccessKeysResponse keys =
                iam.call(ListAccessKeysRequest.builder().userName("alice").build());
        assertThat(keys.accessKeyMetadata())
                .extracting(AccessKeyMetadata::status)
                .containsExactly(StatusType.INACTIVE);
        assertThat(aws.world().caller(id).orElseThrow().credential().active()).isFalse();
        assertThat(id).matches("AKIA[A-Z2-7]{16}");
    }

    @Test
    void getAccessKeyLastUsed_ofAnotherAccount_isDeniedLikeAnUnknownKey() {
        var there = iam.inAccount(TestWorld.OTHER_ACCOUNT);
        there.call(CreateUserRequest.builder().userName("eve").build());
        CreateAccessKeyResponse theirs =
                there.call(CreateAccessKeyRequest.builder().userName("eve").build());
        for (String id : List.of(theirs.accessKey().accessKeyId(), "AKIAIOSFODNN7EXAMPLE")) {
            AwsError error = iam.refused(
                    GetAccessKeyLastUsedRequest.builder().accessKeyId(id).build());
            assertThat(error.status()).isEqualTo(403);
            assertThat(error.message())
                    .isEqualTo("User: arn:aws:iam::111111111111:root is not authorized to perform "
                            + "iam:GetAccessKeyLastUsed on resource: access key " + id);
        }
    }

    @Test
    void getAccessKeyLastUsed_neverUsed_isNotAvailable() {
        CreateAccessKeyResponse key =
                iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        var ask = GetAccessKeyLastUsedRequest.builder()
                .accessKeyId(key.accessKey().accessKeyId())
                .build();
        GetAccessKeyLastUsedResponse before = iam.call(ask);
        assertThat(before.accessKeyLastUsed().serviceName()).isEqualTo("N/A");
        assertThat(before.userName()).isEqualTo("alice");
        aws.world().credentials().used(key.accessKey().accessKeyId(), "s3", "eu-west-1");
        GetAccessKeyLastUsedResponse after = iam.call(ask);
        assertThat(after.accessKeyLastUsed().serviceName()).isEqualTo("s3");
    }

    @Test
    void loginProfile_deletedTwice_isNoSuchEntity() {
        iam.call(CreateLoginProfileRequest.builder()
                .userName("alice")
                .password("Correct-Horse-7")
                .build());
        var delete = DeleteLoginProfileRequest.builder().userName("alice").build();
        iam.call(delete);
        assertThat(iam.refused(delete).message()).isEqualTo("Login Profile for User alice cannot be found.");
    }

    @Test
    void mfaDevice_deactivated_isFreeAgain() {
        CreateVirtualMfaDeviceResponse device = iam.call(CreateVirtualMfaDeviceRequest.builder()
                .virtualMFADeviceName("phone")
                .build());
        String serial = device.virtualMFADevice().serialNumber();
        String seed = device.virtualMFADevice().base32StringSeed().asUtf8String();
        var enable = EnableMfaDeviceRequest.builder()
                .userName("alice")
                .serialNumber(serial)
                .authenticationCode1(Totp.code(seed, TestWorld.START))
                .authenticationCode2(Totp.code(seed, TestWorld.START.plusSeconds(30)))
                .build();
        iam.call(enable);
        assertThat(iam.refused(enable).message()).isEqualTo("MFA Device is already in use.");
        iam.call(DeactivateMfaDeviceRequest.builder()
                .userName("alice")
                .serialNumber(serial)
                .build());
        ListMfaDevicesResponse left =
                iam.call(ListMfaDevicesRequest.builder().userName("alice").build());
        assertThat(left.mfaDevices()).isEmpty();
    }

    @Test
    void listUsers_deletedBetweenPages_skipsNone() {
        for (int number = 10; number < 20; number++) {
            iam.call(CreateUserRequest.builder().userName("u" + number).build());
        }
        List<String> seen = new ArrayList<>();
        ListUsersResponse page = iam.call(ListUsersRequest.builder().maxItems(4).build());
        while (true) {
            page.users().forEach(user -> seen.add(user.userName()));
            page.users()
                    .forEach(user -> iam.call(DeleteUserRequest.builder()
                            .userName(user.userName())
                            .build()));
            if (!page.isTruncated()) {
                break;
            }
            page = iam.call(
                    ListUsersRequest.builder().maxItems(4).marker(page.marker()).build());
        }
        assertThat(seen).hasSize(11).startsWith("alice", "u10");
    }

    @Test
    void snapshot_changedAndChangedBack_isEqual() {
        CreateAccessKeyResponse created =
                iam.call(CreateAccessKeyRequest.builder().userName("alice").build());
        String id = created.accessKey().accessKeyId();
        var before = aws.world().snapshot();
        aws.pass(Duration.ofMinutes(5));
        iam.call(UpdateAccessKeyRequest.builder()
                .userName("alice")
                .accessKeyId(id)
                .status(StatusType.INACTIVE)
                .build());
        iam.call(AttachUserPolicyRequest.builder()
                .userName("alice")
                .policyArn("arn:aws:iam::aws:policy/AWSDenyAll")
                .build());
        iam.call(TagUserRequest.builder()
                .userName("alice")
                .tags(Tag.builder().key("k").value("v").build())
                .build());
        assertThat(aws.world().snapshot()).isNotEqualTo(before);
        iam.call(UpdateAccessKeyRequest.builder()
                .userName("alice")
                .accessKeyId(id)
                .status(StatusType.ACTIVE)
                .build());
        iam.call(DetachUserPolicyRequest.builder()
                .userName("alice")
                .policyArn("arn:aws:iam::aws:policy/AWSDenyAll")
                .build());
        iam.call(UntagUserRequest.builder().userName("alice").tagKeys("k").build());
        aws.world().credentials().used(id, "s3", "eu-west-1");
        assertThat(aws.world().snapshot()).isEqualTo(before);
    }
}
