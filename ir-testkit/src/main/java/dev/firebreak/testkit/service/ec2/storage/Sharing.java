package dev.firebreak.testkit.service.ec2.storage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which snapshots and images are shared with which accounts, or, as {@code all}, with everybody. */
public final class Sharing implements ServiceState {
    /** The group of everybody. */
    static final String EVERYBODY = "all";

    private final SortedMap<String, Shared> byId = new TreeMap<>();
    private final Map<String, SortedSet<String>> byReceiver = new TreeMap<>();

    /**
     * One shared resource.
     *
     * @param id its id
     * @param owner the account that owns it
     * @param region the Region where it lies
     * @param with the accounts it is shared with
     */
    record Shared(String id, String owner, String region, SortedSet<String> with) {}

    private Sharing(World world) {}

    /** What is shared in a world. */
    public static Sharing of(World world) {
        return world.state(Sharing.class, Sharing::new);
    }

    /** Whom a resource is shared with. */
    public Set<String> with(String id) {
        Shared shared = byId.get(id);
        return shared == null ? Set.of() : shared.with();
    }

    /** Whether a resource is shared with everybody. */
    public boolean isPublic(String id) {
        return with(id).contains(EVERYBODY);
    }

    /** Shares a resource of the caller's with exactly these. */
    public void set(Call call, String id, Collection<String> receivers) {
        with(id).forEach(old -> byReceiver.getOrDefault(old, new TreeSet<>()).remove(id));
        byId.remove(id);
        if (!receivers.isEmpty()) {
            byId.put(id, new Shared(id, call.account().id(), call.region().name(), new TreeSet<>(receivers)));
            receivers.forEach(receiver -> byReceiver
                    .computeIfAbsent(receiver, made -> new TreeSet<>())
                    .add(id));
        }
    }

    /** The Region, in the account of its owner, of a resource that is shared with an account there. */
    public Optional<Region> home(World world, String id, String account, String region) {
        return Optional.ofNullable(byId.get(id))
                .filter(shared -> shared.region().equals(region))
                .filter(shared ->
                        shared.with().contains(account) || shared.with().contains(EVERYBODY))
                .map(shared -> world.account(shared.owner()).region(region));
    }

    /** The resources with a prefix such as {@code snap} that are shared with an account, or with everybody, in a Region. */
    public List<String> receivedBy(String account, String region, String prefix) {
        var ids = new TreeSet<String>();
        for (String receiver : List.of(account, EVERYBODY)) {
            ids.addAll(byReceiver.getOrDefault(receiver, new TreeSet<>()).subSet(prefix + "-", prefix + "."));
        }
        var received = new ArrayList<String>();
        for (String id : ids) {
            Shared shared = byId.get(id);
            if (shared != null
                    && shared.region().equals(region)
                    && !shared.owner().equals(account)) {
                received.add(id);
            }
        }
        return received;
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        byId.forEach((id, shared) -> json.put(id, String.join(",", shared.with())));
        return json;
    }
}
