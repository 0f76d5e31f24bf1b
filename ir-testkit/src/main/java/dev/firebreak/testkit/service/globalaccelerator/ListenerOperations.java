package dev.firebreak.testkit.service.globalaccelerator;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.globalaccelerator.model.ClientAffinity;
import software.amazon.awssdk.services.globalaccelerator.model.CreateListenerRequest;
import software.amazon.awssdk.services.globalaccelerator.model.CreateListenerResponse;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteListenerRequest;
import software.amazon.awssdk.services.globalaccelerator.model.DeleteListenerResponse;
import software.amazon.awssdk.services.globalaccelerator.model.ListListenersRequest;
import software.amazon.awssdk.services.globalaccelerator.model.ListListenersResponse;
import software.amazon.awssdk.services.globalaccelerator.model.Listener;
import software.amazon.awssdk.services.globalaccelerator.model.PortRange;
import software.amazon.awssdk.services.globalaccelerator.model.Protocol;

/** The listeners of accelerators: ranges of ports of TCP or UDP. */
final class ListenerOperations {
    private static final int RANGES = 10;
    private static final int LAST_PORT = 65_535;
    private static final int PAGE = 10;

    private ListenerOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateListener", CreateListenerRequest::builder, ListenerOperations::create)
                .on("ListListeners", ListListenersRequest::builder, ListenerOperations::list)
                .on("DeleteListener", DeleteListenerRequest::builder, ListenerOperations::delete);
    }

    private static CreateListenerResponse create(Call call, CreateListenerRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        String accelerator = state.accelerator(request.acceleratorArn()).acceleratorArn();
        Listener made = Listener.builder()
                .listenerArn(accelerator + "/listener/" + call.world().ids().hex(8))
                .portRanges(request.portRanges())
                .protocol(Objects.requireNonNullElse(request.protocol(), Protocol.TCP))
                .clientAffinity(Objects.requireNonNullElse(request.clientAffinity(), ClientAffinity.NONE))
                .build();
        checkPorts(made, state.listeners().by(AcceleratorState.BY_OWNER, accelerator));
        state.listeners().put(made);
        state.changed(accelerator, call.now());
        return CreateListenerResponse.builder().listener(made).build();
    }

    private static void checkPorts(Listener listener, List<Listener> others) {
        List<PortRange> ranges = listener.portRanges();
        if (ranges.isEmpty() || ranges.size() > RANGES) {
            throw AcceleratorErrors.invalid("A listener has 1 to %d port ranges", RANGES);
        }
        for (PortRange range : ranges) {
            if (range.fromPort() < 1 || range.toPort() > LAST_PORT || range.fromPort() > range.toPort()) {
                throw portRange("The port range " + range.fromPort() + "-" + range.toPort() + " is not valid");
            }
            others.stream()
                    .filter(other -> other.protocol() == listener.protocol())
                    .flatMap(other -> other.portRanges().stream())
                    .filter(taken -> taken.fromPort() <= range.toPort() && range.fromPort() <= taken.toPort())
                    .findFirst()
                    .ifPresent(taken -> {
                        throw portRange("The port range overlaps with that of another listener");
                    });
        }
    }

    private static AwsError portRange(String message) {
        return AwsError.of("InvalidPortRangeException", "%s", message);
    }

    private static ListListenersResponse list(Call call, ListListenersRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        String accelerator = state.accelerator(request.acceleratorArn()).acceleratorArn();
        var page = ResultPage.of(
                state.listeners().by(AcceleratorState.BY_OWNER, accelerator),
                Objects.requireNonNullElse(request.maxResults(), PAGE),
                request.nextToken(),
                AcceleratorErrors::invalidToken);
        return ListListenersResponse.builder()
                .listeners(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static DeleteListenerResponse delete(Call call, DeleteListenerRequest request) {
        AcceleratorState state = AcceleratorState.of(call);
        String arn = state.listener(request.listenerArn()).listenerArn();
        if (!state.groups().by(AcceleratorState.BY_OWNER, arn).isEmpty()) {
            throw AwsError.of("AssociatedEndpointGroupFoundException", "The listener has an endpoint group");
        }
        state.listeners().remove(arn);
        state.changed(arn, call.now());
        return DeleteListenerResponse.builder().build();
    }
}
