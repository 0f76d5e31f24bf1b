package dev.firebreak.testkit.world.iam;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** When which user or role used which service, by the hour: what Access Advisor tells. */
public final class ServiceUse {
    // Enough that one of them is older than what the reports leave out as too recent.
    private static final int HOURS = 8;

    private final Map<String, Map<String, TreeMap<Instant, AccessKey.LastUse>>> byPrincipal = new HashMap<>();

    ServiceUse() {}

    void note(String principalId, AccessKey.LastUse use) {
        TreeMap<Instant, AccessKey.LastUse> hours = byPrincipal
                .computeIfAbsent(principalId, made -> new HashMap<>())
                .computeIfAbsent(use.service(), made -> new TreeMap<>());
        hours.put(use.at().truncatedTo(ChronoUnit.HOURS), use);
        if (hours.size() > HOURS) {
            hours.pollFirstEntry();
        }
    }

    /** The latest use of a service until a time. */
    public Optional<AccessKey.LastUse> latest(String principalId, String service, Instant until) {
        return byPrincipal
                .getOrDefault(principalId, Map.of())
                .getOrDefault(service, new TreeMap<>())
                .descendingMap()
                .values()
                .stream()
                .filter(use -> !use.at().isAfter(until))
                .findFirst();
    }

    /** The signing names of all services that a principal used. */
    public SortedSet<String> services(String principalId) {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(byPrincipal.getOrDefault(principalId, Map.of()).keySet()));
    }
}
