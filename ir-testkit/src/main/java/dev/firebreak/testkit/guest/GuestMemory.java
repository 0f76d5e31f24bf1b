package dev.firebreak.testkit.guest;

import java.util.Random;
import java.util.TreeMap;

/**
 * The memory of a guest: mostly zeros, some pages of content that follows from a seed, and what was written to it. Costs nothing
 * before it is read.
 */
public final class GuestMemory {
    /** The size of a page in bytes. */
    public static final int PAGE = 4096;

    private static final int USED_EVERY = 16;

    private final long seed;
    private final int pages;
    private final TreeMap<Integer, byte[]> written = new TreeMap<>();

    private GuestMemory(long seed, int pages) {
        this.seed = seed;
        this.pages = pages;
    }

    /** Memory of this many pages whose content follows from the seed. */
    public static GuestMemory of(long seed, int pages) {
        return new GuestMemory(seed, pages);
    }

    /** The size in bytes. */
    public int size() {
        return pages * PAGE;
    }

    /**
     * Writes bytes at an address.
     *
     * @throws IllegalArgumentException when they do not fit into the memory
     */
    public GuestMemory write(int address, byte[] bytes) {
        if (address < 0 || address + bytes.length > size()) {
            throw new IllegalArgumentException("Invalid address: " + address + " (must leave room for " + bytes.length
                    + " bytes in " + size() + ")");
        }
        for (int offset = 0; offset < bytes.length; offset++) {
            int at = address + offset;
            written.computeIfAbsent(at / PAGE, this::page)[at % PAGE] = bytes[offset];
        }
        return this;
    }

    /** The whole memory, as a capture of a memory that stands still gives it. */
    public byte[] image() {
        byte[] image = new byte[size()];
        for (int number = 0; number < pages; number++) {
            byte[] page = written.containsKey(number) ? written.get(number) : page(number);
            System.arraycopy(page, 0, image, number * PAGE, PAGE);
        }
        return image;
    }

    private byte[] page(int number) {
        byte[] page = new byte[PAGE];
        if (number % USED_EVERY == 0) {
            new Random(seed * 31 + number).nextBytes(page);
        }
        return page;
    }
}
