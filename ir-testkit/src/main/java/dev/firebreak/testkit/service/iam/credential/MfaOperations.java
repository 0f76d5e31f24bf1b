package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamAnswers;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.world.iam.IamUser;
import dev.firebreak.testkit.world.iam.MfaDevice;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.iam.model.AssignmentStatusType;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.CreateVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeactivateMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.DeleteVirtualMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.EnableMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.GetMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDeviceTagsResponse;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesRequest;
import software.amazon.awssdk.services.iam.model.ListVirtualMfaDevicesResponse;
import software.amazon.awssdk.services.iam.model.MFADevice;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.ResyncMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.TagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceRequest;
import software.amazon.awssdk.services.iam.model.UntagMfaDeviceResponse;
import software.amazon.awssdk.services.iam.model.VirtualMFADevice;

/** Virtual MFA devices: made for the account, enabled for a user. */
final class MfaOperations {
    private static final int DEVICES_PER_USER = 8;
    private static final int SEED = 64;
    private static final Pattern CODE = Pattern.compile("[0-9]{6}");

    private MfaOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateVirtualMFADevice", CreateVirtualMfaDeviceRequest::builder, MfaOperations::create)
                .on("DeleteVirtualMFADevice", DeleteVirtualMfaDeviceRequest::builder, MfaOperations::delete)
                .on("EnableMFADevice", EnableMfaDeviceRequest::builder, MfaOperations::enable)
                .on("ResyncMFADevice", ResyncMfaDeviceRequest::builder, MfaOperations::resync)
                .on("DeactivateMFADevice", DeactivateMfaDeviceRequest::builder, MfaOperations::deactivate)
                .on("GetMFADevice", GetMfaDeviceRequest::builder, MfaOperations::get)
                .on("ListMFADevices", ListMfaDevicesRequest::builder, MfaOperations::list)
                .on("ListVirtualMFADevices", ListVirtualMfaDevicesRequest::builder, MfaOperations::listVirtual)
                .on("TagMFADevice", TagMfaDeviceRequest::builder, MfaOperations::tag)
                .on("UntagMFADevice", UntagMfaDeviceRequest::builder, MfaOperations::untag)
                .on("ListMFADeviceTags", ListMfaDeviceTagsRequest::builder, MfaOperations::listTags);
    }

    private static CreateVirtualMfaDeviceResponse create(Call call, CreateVirtualMfaDeviceRequest request) {
        String name = IamChecks.name(request.virtualMFADeviceName(), "virtualMFADeviceName", 226);
        String serial = "arn:aws:iam::" + call.account().id() + ":mfa" + IamChecks.path(request.path()) + name;
        if (devices(call).containsKey(serial)) {
            throw IamErrors.alreadyExists("MFADevice entity at the same path and name already exists.");
        }
        IamChecks.checkTags(request.tags());
        MfaDevice device = new MfaDevice(serial, call.world().ids().base32(SEED));
        IamChecks.tag(device.tags(), "MFADevice", request.tags());
        devices(call).put(serial, device);
        return CreateVirtualMfaDeviceResponse.builder()
                .virtualMFADevice(created -> created.serialNumber(serial)
                        .base32StringSeed(SdkBytes.fromUtf8String(device.seed()))
                        .qrCodePNG(SdkBytes.fromByteArray(new byte[0]))
                        .tags(request.tags()))
                .build();
    }

    private static DeleteVirtualMfaDeviceResponse delete(Call call, DeleteVirtualMfaDeviceRequest request) {
        MfaDevice device = device(call, request.serialNumber());
        if (device.user().isPresent()) {
            throw IamErrors.deleteConflict("MFA VirtualDevice in use. Must deactivate first.");
        }
        devices(call).remove(device.serialNumber());
        return DeleteVirtualMfaDeviceResponse.builder().build();
    }

    private static EnableMfaDeviceResponse enable(Call call, EnableMfaDeviceRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        MfaDevice device = device(call, request.serialNumber());
        if (device.user().isPresent()) {
            throw IamErrors.alreadyExists("MFA Device is already in use.");
        }
        if (user.mfaDevices().size() >= DEVICES_PER_USER) {
            throw IamErrors.quota("MfaDevicesPerUser", DEVICES_PER_USER);
        }
        checkCodes(call, device, request.authenticationCode1(), request.authenticationCode2());
        device.enable(user, IamChecks.seconds(call));
        return EnableMfaDeviceResponse.builder().build();
    }

    private static ResyncMfaDeviceResponse resync(Call call, ResyncMfaDeviceRequest request) {
        MfaDevice device = enabled(call, IamLookup.user(call, request.userName()), request.serialNumber());
        checkCodes(call, device, request.authenticationCode1(), request.authenticationCode2());
        return ResyncMfaDeviceResponse.builder().build();
    }

    private static void checkCodes(Call call, MfaDevice device, @Nullable String first, @Nullable String second) {
        String code1 = code(first, "authenticationCode1");
        String code2 = code(second, "authenticationCode2");
        if (!device.showsInTurn(code1, code2, call.now())) {
            throw new AwsError("InvalidAuthenticationCode", 403, "Authentication code for device is not valid.");
        }
    }

    private static String code(@Nullable String code, String field) {
        if (!CODE.matcher(IamChecks.required(code, field)).matches()) {
            throw IamErrors.constraint(field, "Member must satisfy regular expression pattern: [\\d]+");
        }
        return String.valueOf(code);
    }

    private static DeactivateMfaDeviceResponse deactivate(Call call, DeactivateMfaDeviceRequest request) {
        enabled(call, IamLookup.userOrCaller(call, request.userName()), request.serialNumber())
                .deactivate();
        return DeactivateMfaDeviceResponse.builder().build();
    }

    private static GetMfaDeviceResponse get(Call call, GetMfaDeviceRequest request) {
        MfaDevice device = device(call, request.serialNumber());
        if (request.userName() != null) {
            enabled(call, IamLookup.user(call, request.userName()), request.serialNumber());
        }
        return GetMfaDeviceResponse.builder()
                .userName(device.user().map(IamUser::name).orElse(null))
                .serialNumber(device.serialNumber())
                .enableDate(device.enabled().orElse(null))
                .build();
    }

    private static ListMfaDevicesResponse list(Call call, ListMfaDevicesRequest request) {
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

    private static ListVirtualMfaDevicesResponse listVirtual(Call call, ListVirtualMfaDevicesRequest request) {
        AssignmentStatusType wanted = request.assignmentStatus();
        Collection<MfaDevice> matching = devices(call).values().stream()
                .filter(device ->
                        wanted != AssignmentStatusType.ASSIGNED || device.user().isPresent())
                .filter(device -> wanted != AssignmentStatusType.UNASSIGNED
                        || device.user().isEmpty())
                .collect(toList());
        IamPage<MfaDevice> page = page(matching, request.marker(), request.maxItems());
        return ListVirtualMfaDevicesResponse.builder()
                .virtualMFADevices(
                        page.items().stream().map(MfaOperations::virtualDevice).collect(toList()))
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

    private static TagMfaDeviceResponse tag(Call call, TagMfaDeviceRequest request) {
        MfaDevice device = device(call, request.serialNumber());
        IamChecks.tag(device.tags(), "MFADevice", request.tags());
        return TagMfaDeviceResponse.builder().build();
    }

    private static UntagMfaDeviceResponse untag(Call call, UntagMfaDeviceRequest request) {
        IamChecks.untag(device(call, request.serialNumber()).tags(), request.tagKeys());
        return UntagMfaDeviceResponse.builder().build();
    }

    private static ListMfaDeviceTagsResponse listTags(Call call, ListMfaDeviceTagsRequest request) {
        MfaDevice device = device(call, request.serialNumber());
        IamPage<Tag> page = IamPage.of(IamAnswers.tags(device.tags()), Tag::key, request.marker(), request.maxItems());
        return ListMfaDeviceTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static IamPage<MfaDevice> page(
            Collection<MfaDevice> devices, @Nullable String marker, @Nullable Integer maxItems) {
        return IamPage.of(devices, MfaDevice::serialNumber, marker, maxItems);
    }

    private static MfaDevice enabled(Call call, IamUser user, @Nullable String serialNumber) {
        MfaDevice device = device(call, serialNumber);
        if (!user.mfaDevices().containsKey(device.serialNumber())) {
            throw noDevice(device.serialNumber());
        }
        return device;
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
        return IamErrors.noSuchEntity("VirtualMFADevice with serial number %s does not exist.", serialNumber);
    }

    private static Map<String, MfaDevice> devices(Call call) {
        return IamLookup.iam(call).mfaDevices();
    }
}
