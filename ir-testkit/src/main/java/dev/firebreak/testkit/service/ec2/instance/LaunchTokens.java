package dev.firebreak.testkit.service.ec2.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** The client tokens under which a Region has launched instances. */
public final class LaunchTokens implements ServiceState {
    private final Map<String, Launch> launches = new HashMap<>();

    private LaunchTokens(Region region) {}

    private record Launch(RunInstancesRequest request, List<String> ids) {}

    /** The tokens of the account and Region of a call. */
    public static LaunchTokens of(Call call) {
        return call.region().state(LaunchTokens.class, LaunchTokens::new);
    }

    /** What the same request has launched before; a token that comes with another request, or whose instances are gone, is refused. */
    public Optional<List<Ec2Instance>> before(Call call, RunInstancesRequest request) {
        Launch launch = launches.get(request.clientToken());
        if (request.clientToken() == null || launch == null) {
            return Optional.empty();
        }
        if (!launch.request().equals(request)) {
            throw Refusals.otherParameters();
        }
        var instances = new ArrayList<Ec2Instance>();
        for (String id : launch.ids()) {
            instances.add(call.region()
                    .ec2()
                    .instances()
                    .find(id)
                    .filter(instance ->
                            !instance.in(call.now(), InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED))
                    .orElseThrow(() -> AwsError.of(
                            "IdempotentInstanceTerminated",
                            "The instance '%s' that was launched with this client token has been terminated.",
                            id)));
        }
        return Optional.of(instances);
    }

    /** Remembers what a request has launched, if it has a client token. */
    public void remember(RunInstancesRequest request, List<Ec2Instance> launched) {
        if (request.clientToken() != null) {
            launches.put(
                    request.clientToken(),
                    new Launch(request, launched.stream().map(Ec2Instance::id).toList()));
        }
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
