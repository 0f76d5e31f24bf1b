package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.iam.IamState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** One AWS account: its global services, and its Regions. */
public final class Account {
    private final World world;
    private final String id;
    private final SortedMap<String, Region> regions = new TreeMap<>();
    private final IamState iam;
    private final ServiceStates states = new ServiceStates();

    Account(World world, String id) {
        this.world = world;
        this.id = id;
        this.iam = new IamState(this);
    }

    /** The 12-digit account id. */
    public String id() {
        return id;
    }

    /** The world that this account is part of. */
    public World world() {
        return world;
    }

    /** The state of this account in a Region such as {@code eu-west-1}, made, as AWS makes it, when first asked for. */
    public Region region(String name) {
        return regions.computeIfAbsent(name, made -> new Region(this, made));
    }

    /** The Regions used so far, by name. */
    public SortedMap<String, Region> regions() {
        return regions;
    }

    /** The IAM of the account. */
    public IamState iam() {
        return iam;
    }

    /** The state of a global service in this account, made when first asked for. */
    public <S extends ServiceState> S state(Class<S> type, Function<Account, S> maker) {
        return states.get(type, () -> maker.apply(this));
    }

    /** The state of the account as comparable JSON, without what calls merely observe and without secrets. */
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("iam", iam.snapshot());
        ObjectNode owned = node.putObject("buckets");
        world.buckets().ownedBy(id).forEach((name, bucket) -> owned.set(name, bucket.snapshot()));
        states.addTo(node);
        ObjectNode regional = node.putObject("regions");
        regions.forEach((name, region) -> {
            ObjectNode snapshot = region.snapshot();
            if (!snapshot.isEmpty()) {
                regional.set(name, snapshot);
            }
        });
        return node;
    }
}
