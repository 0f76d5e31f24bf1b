package dev.firebreak.testkit.service.globalaccelerator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.globalaccelerator.model.Accelerator;
import software.amazon.awssdk.services.globalaccelerator.model.AcceleratorStatus;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointGroup;
import software.amazon.awssdk.services.globalaccelerator.model.Listener;

/** The accelerators of an account, their listeners, and the endpoint groups of these. */
public final class AcceleratorState implements ServiceState {
    /** The interface type of what Global Accelerator has in the subnets of its endpoints. */
    public static final String INTERFACE_TYPE = "global_accelerator_managed";

    /** Index of listeners by accelerator, and of endpoint groups by listener. */
    public static final String BY_OWNER = "owner";

    private static final String HOME = "us-west-2";
    private static final Duration DEPLOYMENT = Duration.ofMinutes(2);

    private final Table<Accelerator> accelerators = new Table<>(Accelerator::acceleratorArn);
    private final Table<Listener> listeners =
            new Table<>(Listener::listenerArn).index(BY_OWNER, each -> List.of(owner(each.listenerArn())));
    private final Table<EndpointGroup> groups = new Table<>(EndpointGroup::endpointGroupArn)
            .index(BY_OWNER, each -> List.of(owner(each.endpointGroupArn())));

    private final Map<String, Instant> since = new HashMap<>();

    private AcceleratorState() {}

    /** The accelerators of an account. */
    public static AcceleratorState of(Account account) {
        return account.state(AcceleratorState.class, made -> new AcceleratorState());
    }

    static AcceleratorState of(Call call) {
        if (!call.region().name().equals(HOME)) {
            throw new AwsError(
                    "InvalidSignatureException",
                    403,
                    "Credential should be scoped to a valid region, not '"
                            + call.region().name() + "'. ");
        }
        return of(call.account());
    }

    /** The accelerators, as they were last changed. */
    public Table<Accelerator> accelerators() {
        return accelerators;
    }

    /** The listeners, indexed {@link #BY_OWNER}. */
    public Table<Listener> listeners() {
        return listeners;
    }

    /** The endpoint groups, indexed {@link #BY_OWNER}. */
    public Table<EndpointGroup> groups() {
        return groups;
    }

    /** Whether a group takes traffic: some of it, and from when its creation was deployed. */
    public boolean serves(EndpointGroup group, Instant now) {
        Instant made = since.getOrDefault(group.endpointGroupArn(), now);
        return group.trafficDialPercentage() > 0 && !now.isBefore(made.plus(DEPLOYMENT));
    }

    /** Whether the last change of an accelerator is in force. */
    static boolean isDeployed(Accelerator accelerator, Instant now) {
        return !now.isBefore(accelerator.lastModifiedTime().plus(DEPLOYMENT));
    }

    static Accelerator view(Accelerator accelerator, Instant now) {
        return accelerator.copy(copy ->
                copy.status(isDeployed(accelerator, now) ? AcceleratorStatus.DEPLOYED : AcceleratorStatus.IN_PROGRESS));
    }

    Accelerator accelerator(String arn) {
        return accelerators.find(arn).orElseThrow(() -> AcceleratorErrors.noAccelerator(arn));
    }

    Listener listener(String arn) {
        return listeners.find(arn).orElseThrow(() -> AcceleratorErrors.noListener(arn));
    }

    EndpointGroup group(String arn) {
        return groups.find(arn).orElseThrow(() -> AcceleratorErrors.noGroup(arn));
    }

    void put(EndpointGroup group, Instant now) {
        since.putIfAbsent(group.endpointGroupArn(), now);
        groups.put(group);
    }

    void remove(EndpointGroup group) {
        since.remove(group.endpointGroupArn());
        groups.remove(group.endpointGroupArn());
    }

    /** Says that something of an accelerator, its listener or its group has changed. */
    void changed(String arn, Instant now) {
        Accelerator accelerator = accelerator(arn.replaceFirst("/listener/.*", ""));
        accelerators.put(accelerator.copy(copy -> copy.lastModifiedTime(now)));
    }

    /** The accelerator of a listener, or the listener of an endpoint group. */
    static String owner(String arn) {
        return arn.substring(0, arn.lastIndexOf('/', arn.lastIndexOf('/') - 1));
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        accelerators.all().forEach(each -> json.set(each.acceleratorArn(), SdkJson.of(each)));
        listeners.all().forEach(each -> json.set(each.listenerArn(), SdkJson.of(each)));
        groups.all().forEach(each -> json.set(each.endpointGroupArn(), SdkJson.of(each)));
        return json;
    }
}
