package dev.firebreak.testkit.world.network;

/** Hands out public IPv4 addresses, each once in a world. */
public final class PublicAddresses {
    private int next = 34 << 24 | 240 << 16;

    /** Nothing yet. */
    public PublicAddresses() {}

    /** An address that was never handed out before. */
    public String next() {
        next++;
        return Ipv4.text(next);
    }
}
