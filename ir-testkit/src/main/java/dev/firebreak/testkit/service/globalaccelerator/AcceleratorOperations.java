package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.globalaccelerator.model.Accelerator;
import software.amazon.awssdk.services.globalaccelerator.model.CreateAcceleratorRequest;
import software.amazon.awssdk.services.globalaccelerator.model.CreateAcceleratorResponse;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteAcceleratorRequest;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteAcceleratorResponse;
import software.amazon.awssdk.services.globalaccelerator.model.DescribeAcceleratorRequest;
import software.amazon.awssdk.services.globalaccelerator.model.DescribeAcceleratorResponse;
import software.amazon.awssdk.services.globalaccelerator.model.IpAddressType;
import software.amazon.awssdk.services.globalaccelerator.model.IpSet;
import software.amazon.awssdk.services.globalaccelerator.model.ListAcceleratorsRequest;
import software.amazon.awssdk.services.globalaccelerator.model.ListAcceleratorsResponse;
import software.amazon.awssdk.services.globalaccelerator.model.UpdateAcceleratorRequest;
import software.amazon.awssdk.services.globalaccelerator.model.UpdateAcceleratorResponse;

/** Accelerators, each with two static IPv4 addresses. */
final class AcceleratorOperations {
    private static final String NAME = "[a-zA-Z0-9]([a-zA-Z0-9.-]{0,62}[a-zA-Z0-9])?";
    private static final int PAGE = 10;

    private AcceleratorOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateAccelerator", CreateAcceleratorRequest::builder, AcceleratorOperations::create)
                .on("DescribeAccelerator", DescribeAcceleratorRequest::builder, AcceleratorOperations::describe)
                .on("ListAccelerators", ListAcceleratorsRequest::builder, AcceleratorOperations::list)
                .on("UpdateAccelerator", UpdateAcceleratorRequest::builder, AcceleratorOperations::update)
                .on("DeleteAccelerator", DeleteAcceleratorRequest::builder, AcceleratorOperations::delete);
    }

    private static CreateAcceleratorResponse create(Call call, CreateAcceleratorRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        checkName(request.name());
        if (request.ipAddressType() == IpAddressType.DUAL_STACK
                || !request.ipAddresses().isEmpty()) {
            throw AcceleratorErrors.invalid("Accelerators have two IPv4 addresses of AWS's here, no others");
        }
        Accelerator made = Accelerator.builder()
                .acceleratorArn("arn:aws:globalaccelerator::" + call.account().id() + ":accelerator/"
                        + call.world().ids().uuid())
                .name(request.name())
                .ipAddressType(IpAddressType.IPV4)
                .enabled(!Boolean.FALSE.equals(request.enabled()))
                .ipSets(addresses(call))
                .dnsName("a" + call.world().ids().hex(16) + ".awsglobalaccelerator.com")
                .createdTime(call.now())
                .lastModifiedTime(call.now())
                .build();
        state.accelerators().put(made);
        return CreateAcceleratorResponse.builder()
                .accelerator(AcceleratorState.view(made, call.now()))
                .build();
    }

    private static IpSet addresses(Call call) {
        var free = call.world().publicAddresses();
        return IpSet.builder()
                .ipAddressFamily("IPv4")
                .ipAddresses(List.of(free.next(), free.next()))
                .build();
    }

    private static void checkName(String name) {
        if (!name.matches(NAME)) {
            throw AcceleratorErrors.invalid("The accelerator name %s is not valid", name);
        }
    }

    private static DescribeAcceleratorResponse describe(Call call, DescribeAcceleratorRequest request) {
        Accelerator found = AcceleratorState.of(call).accelerator(request.acceleratorArn());
        return DescribeAcceleratorResponse.builder()
                .accelerator(AcceleratorState.view(found, call.now()))
                .build();
    }

    private static ListAcceleratorsResponse list(Call call, ListAcceleratorsRequest request) {
        List<Accelerator> all = AcceleratorState.of(call).accelerators().all().stream()
                .map(each -> AcceleratorState.view(each, call.now()))
                .toList();
        var page = ResultPage.of(
                all,
                Objects.requireNonNullElse(request.maxResults(), PAGE),
                request.nextToken(),
                AcceleratorErrors::invalidToken);
        return ListAcceleratorsResponse.builder()
                .accelerators(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static UpdateAcceleratorResponse update(Call call, UpdateAcceleratorRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        Accelerator old = state.accelerator(request.acceleratorArn());
        String name = Objects.requireNonNullElse(request.name(), old.name());
        checkName(name);
        Accelerator changed = old.copy(copy -> copy.name(name)
                .enabled(Objects.requireNonNullElse(request.enabled(), old.enabled()))
                .lastModifiedTime(call.now()));
        state.accelerators().put(changed);
        return UpdateAcceleratorResponse.builder()
                .accelerator(AcceleratorState.view(changed, call.now()))
                .build();
    }

    private static DeleteAcceleratorResponse delete(Call call, DeleteAcceleratorRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        Accelerator accelerator = state.accelerator(request.acceleratorArn());
        if (accelerator.enabled() || !AcceleratorState.isDeployed(accelerator, call.now())) {
            throw AwsError.of(
                    "AcceleratorNotDisabledException", "The accelerator must be disabled before it can be deleted");
        }
        if (!state.listeners()
                .by(AcceleratorState.BY_OWNER, accelerator.acceleratorArn())
                .isEmpty()) {
            throw AwsError.of("AssociatedListenerFoundException", "The accelerator has a listener");
        }
        state.accelerators().remove(accelerator.acceleratorArn());
        return DeleteAcceleratorResponse.builder().build();
    }
}
