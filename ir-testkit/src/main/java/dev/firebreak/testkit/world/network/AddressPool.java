package dev.firebreak.testkit.world.network;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The addresses in use in each subnet. AWS keeps the first four and the last of each subnet for itself. */
public final class AddressPool {
    private static final int FIRST = 4;
    private static final int RESERVED = 5;

    private final Map<String, Set<String>> used = new HashMap<>();
    private final Map<String, Long> next = new HashMap<>();

    /** Nothing yet. */
    public AddressPool() {}

    /** How many more IPv4 addresses a subnet has. */
    public int free(String subnetId, Ipv4 range) {
        long taken = used.getOrDefault(subnetId, Set.of()).stream()
                .filter(address -> !address.contains(":"))
                .count();
        return (int) (range.size() - RESERVED - taken);
    }

    /** Takes the next free IPv4 address; empty when the subnet is full. */
    public Optional<String> take(String subnetId, Ipv4 range) {
        long last = range.size() - 1;
        long start = next.getOrDefault(subnetId, (long) FIRST);
        for (long tried = 0; tried < last - FIRST; tried++) {
            long offset = FIRST + (start - FIRST + tried) % (last - FIRST);
            if (claim(subnetId, range.at(offset))) {
                next.put(subnetId, offset + 1);
                return Optional.of(range.at(offset));
            }
        }
        return Optional.empty();
    }

    /** Takes the next free IPv6 address of a /64 range. */
    public String takeIpv6(String subnetId, String range) {
        String prefix = range.substring(0, range.indexOf("::"));
        long offset = next.getOrDefault(range, 0x10L);
        while (!claim(subnetId, prefix + "::" + Long.toHexString(offset))) {
            offset++;
        }
        next.put(range, offset + 1);
        return prefix + "::" + Long.toHexString(offset);
    }

    /** Takes this address; false when it is in use. */
    public boolean claim(String subnetId, String address) {
        return used.computeIfAbsent(subnetId, made -> new HashSet<>()).add(address);
    }

    /** Gives an address back. */
    public void release(String subnetId, String address) {
        used.getOrDefault(subnetId, new HashSet<>()).remove(address);
    }
}
