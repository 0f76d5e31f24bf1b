package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.guest.Guests;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/** The managed nodes: instances whose agent has registered at least once, and that are not terminated. */
final class Nodes {
    private Nodes() {}

    static List<Guest> all(Call call) {
        return call.region().ec2().instances().all().stream()
                .map(Ec2Instance::id)
                .flatMap(id -> find(call, id).stream())
                .toList();
    }

    static Optional<Guest> find(Call call, String instanceId) {
        return Guests.of(call.region())
                .find(instanceId)
                .filter(guest -> guest.agent().lastPing().isPresent())
                .filter(guest -> !guest.instance()
                        .in(call.now(), InstanceStateName.SHUTTING_DOWN, InstanceStateName.TERMINATED));
    }

    static String tag(Call call, Guest guest, String key) {
        return call.region().ec2().tags().of(guest.instanceId()).getOrDefault(key, "");
    }
}
