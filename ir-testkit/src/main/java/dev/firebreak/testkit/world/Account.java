package dev.firebreak.testkit.world;

import java.util.SortedMap;
import java.util.TreeMap;

/** One AWS account: its global services, and its Regions. */
public final class Account {
    private final World world;
    private final String id;
    private final SortedMap<String, Region> regions = new TreeMap<>();

    Account(World world, String id) {
        this.world = world;
        this.id = id;
    }

    /** The 12-digit account id. */
    public String id() {
        return id;
    }

    /** The world that this account is part of. */
    public World world() {
        return world;
    }

    /** The instance profiles of this account, as EC2 looks them up. */
    public InstanceProfiles instanceProfiles() {
        return InstanceProfiles.anyIn(id);
    }

    /** The state of this account in a Region such as {@code eu-west-1}, made, as AWS makes it, when first asked for. */
    public Region region(String name) {
        return regions.computeIfAbsent(name, made -> new Region(this, made));
    }

    /** The Regions used so far, by name. */
    public SortedMap<String, Region> regions() {
        return regions;
    }
}
