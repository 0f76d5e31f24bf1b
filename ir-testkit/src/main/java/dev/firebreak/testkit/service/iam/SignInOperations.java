package dev.firebreak.testkit.service.iam;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.IamUser;
import dev.firebreak.testkit.world.LoginProfile;
import dev.firebreak.testkit.world.MfaDevice;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.GetLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileRequest;
import software.amazon.awssdk.services.iam.model.UpdateLoginProfileResponse;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** What users sign in to the console with: passwords and MFA devices. */
final class SignInOperations {
    private static final int DEVICES_PER_USER = 8;

    void register(Operations operations) {
        operations
                .on("CreateLoginProfile", CreateLoginProfileRequest::builder, this::createLoginProfile)
                .on("GetLoginProfile", GetLoginProfileRequest::builder, this::getLoginProfile)
                .on("UpdateLoginProfile", UpdateLoginProfileRequest::builder, this::updateLoginProfile)
                .on("DeleteLoginProfile", DeleteLoginProfileRequest::builder, this::deleteLoginProfile)
                .on("CreateVirtualMFADevice", CreateVirtualMfaDeviceRequest::builder, this::createDevice)
                .on("DeleteVirtualMFADevice", DeleteVirtualMfaDeviceRequest::builder, this::deleteDevice)
                .on("EnableMFADevice", EnableMfaDeviceRequest::builder, this::enableDevice)
                .on("DeactivateMFADevice", DeactivateMfaDeviceRequest::builder, this::deactivateDevice)
                .on("ListMFADevices", ListMfaDevicesRequest::builder, this::listDevices)
                .on("ListVirtualMFADevices", ListVirtualMfaDevicesRequest::builder, this::listVirtualDevices);
    }

    private CreateLoginProfileResponse createLoginProfile(Call call, CreateLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        if (user.loginProfile().isPresent()) {
            throw IamErrors.alreadyExists("Login Profile for user %s already exists.", user.name());
        }
        String password = password(request.password());
        boolean reset = Boolean.TRUE.equals(request.passwordResetRequired());
        user.setLoginProfile(new LoginProfile(call.now().truncatedTo(ChronoUnit.SECONDS), password, reset));
        return CreateLoginProfileResponse.builder().loginProfile(answer(user)).build();
    }

    private GetLoginProfileResponse getLoginProfile(Call call, GetLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        return GetLoginProfileResponse.builder().loginProfile(answer(user)).build();
    }

    private UpdateLoginProfileResponse updateLoginProfile(Call call, UpdateLoginProfileRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        LoginProfile before = profile(user);
        String password = request.password() == null ? before.password() : password(request.password());
        boolean reset = request.passwordResetRequired() == null
                ? before.passwordResetRequired()
                : request.passwordResetRequired();
        user.setLoginProfile(new LoginProfile(before.created(), password, reset));
        return UpdateLoginProfileResponse.builder().build();
    }

    private DeleteLoginProfileResponse deleteLoginProfile(Call call, DeleteLoginProfileRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        profile(user);
        user.setLoginProfile(null);
        return DeleteLoginProfileResponse.builder().build();
    }

    private static LoginProfile profile(IamUser user) {
        return user.loginProfile()
                .orElseThrow(() -> IamErrors.noSuchEntity("Login Profile for User %s cannot be found.", user.name()));
    }

    private static String password(@Nullable String password) {
        if (password == null || password.length() < 8) {
            throw new AwsError("PasswordPolicyViolation", 400, "Password should have a minimum length of 8");
        }
        return password;
    }

    private static software.amazon.awssdk.services.iam.model.LoginProfile answer(IamUser user) {
        LoginProfile profile = profile(user);
        return software.amazon.awssdk.services.iam.model.LoginProfile.builder()
                .userName(user.name())
                .createDate(profile.created())
                .passwordResetRequired(profile.passwordResetRequired())
                .build();
    }

    private CreateVirtualMfaDeviceResponse createDevice(Call call, CreateVirtualMfaDeviceRequest request) {
        String name = IamChecks.name(request.virtualMFADeviceName(), "virtualMFADeviceName", 226);
        String serial = "arn:aws:iam::" + call.account().id() + ":mfa" + IamChecks.path(request.path()) + name;
        if (devices(call).containsKey(serial)) {
            throw IamErrors.alreadyExists("MFA device already exists.");
        }
        MfaDevice device = new MfaDevice(serial, call.world().ids().secret(64));
        devices(call).put(serial, device);
        return CreateVirtualMfaDeviceResponse.builder()
                .virtualMFADevice(created -> created.serialNumber(serial)
                        .base32StringSeed(SdkBytes.fromUtf8String(device.seed()))
                        .qrCodePNG(SdkBytes.fromByteArray(new byte[0])))
                .build();
    }

    private DeleteVirtualMfaDeviceResponse deleteDevice(Call call, DeleteVirtualMfaDeviceRequest request) {
        MfaDevice device = device(call, request.serialNumber());
        if (device.user().isPresent()) {
            throw IamErrors.deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
        }
        devices(call).remove(device.serialNumber());
        return DeleteVirtualMfaDeviceResponse.builder().build();
    }

    private EnableMfaDeviceResponse enableDevice(Call call, EnableMfaDeviceRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        MfaDevice device = device(call, request.serialNumber());
        if (device.user().isPresent()) {
            throw IamErrors.alreadyExists("MFA Device is already in use.");
        }
        if (user.mfaDevices().size() >= DEVICES_PER_USER) {
            throw IamErrors.quota("MfaDevicesPerUser", DEVICES_PER_USER);
        }
        checkCode(request.authenticationCode1());
        checkCode(request.authenticationCode2());
        device.enable(user, call.now().truncatedTo(ChronoUnit.SECONDS));
        return EnableMfaDeviceResponse.builder().build();
    }

    private static void checkCode(@Nullable String code) {
        if (code == null || !code.matches("[0-9]{6}")) {
            throw new AwsError("InvalidAuthenticationCode", 403, "Authentication code for device is not valid.");
        }
    }

    private DeactivateMfaDeviceResponse deactivateDevice(Call call, DeactivateMfaDeviceRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        MfaDevice device = device(call, request.serialNumber());
        if (!user.mfaDevices().containsKey(device.serialNumber())) {
            throw noDevice(device.serialNumber());
        }
        device.deactivate();
        return DeactivateMfaDeviceResponse.builder().build();
    }

    private ListMfaDevicesResponse listDevices(Call call, ListMfaDevicesRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        IamPage<MfaDevice> page = page(user.mfaDevices().values(), request.marker(), request.maxItems());
        return ListMfaDevicesResponse.builder()
                .mfaDevices(page.items().stream()
                        .map(device -> MFADevice.builder()
                                .userName(user.name())
                                .serialNumber(device.serialNumber())
                                .enableDate(device.enabled().orElseThrow())
                                .build())
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private ListVirtualMfaDevicesResponse listVirtualDevices(Call call, ListVirtualMfaDevicesRequest request) {
        AssignmentStatusType wanted = request.assignmentStatus();
        Collection<MfaDevice> matching = devices(call).values().stream()
                .filter(device ->
                        wanted != AssignmentStatusType.ASSIGNED || device.user().isPresent())
                .filter(device -> wanted != AssignmentStatusType.UNASSIGNED
                        || device.user().isEmpty())
                .collect(toList());
        IamPage<MfaDevice> page = page(matching, request.marker(), request.maxItems());
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(page.items().stream()
                        .map(SignInOperations::virtualDevice)
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static VirtualMFADevice virtualDevice(MfaDevice device) {
        VirtualMFADevice.Builder answer = VirtualMFADevice.builder().serialNumber(device.serialNumber());
        device.enabled().ifPresent(answer::enableDate);
        device.user().ifPresent(user -> answer.user(IamAnswers.user(user).build()));
        return answer.build();
    }

    private static IamPage<MfaDevice> page(
            Collection<MfaDevice> devices, @Nullable String marker, @Nullable Integer maxItems) {
        return IamPage.of(devices, MfaDevice::serialNumber, marker, maxItems);
    }

    private static MfaDevice device(Call call, @Nullable String serialNumber) {
        String serial = IamChecks.required(serialNumber, "serialNumber");
        MfaDevice device = devices(call).get(serial);
        if (device == null) {
            throw noDevice(serial);
        }
        return device;
    }

    private static AwsError noDevice(String serialNumber) {
        return IamErrors.noSuchEntity("MFA Device with serial number %s does not exist.", serialNumber);
    }

    private static Map<String, MfaDevice> devices(Call call) {
        return IamLookup.iam(call).mfaDevices();
    }
}
