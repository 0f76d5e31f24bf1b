package dev.firebreak.evidence.internal;

import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is signed: a checkpoint of the journal as of C2SP tlog-checkpoint, with the digests of the bag's files as extension lines in
 * the format of {@code sha256sum}.
 *
 * @param origin names the journal
 * @param size how many records it has
 * @param root its Merkle root
 * @param digests file name to SHA-256
 */
record Checkpoint(String origin, long size, byte[] root, Map<String, String> digests) {
    private static final Pattern TEXT =
            Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n((?:[^\n]+\n)*)");

    Checkpoint {
        digests = new TreeMap<>(digests);
        digests.keySet().retainAll(Bag.SIGNED);
    }

    String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n" + Manifest.text(digests);
    }

    /**
     * Reads the signed text.
     *
     * @throws IllegalArgumentException when it is not a checkpoint of a bag
     */
    static Checkpoint parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("it is not a checkpoint");
        }
        var digests = new TreeMap<String, String>();
        for (String line : parts.group(4).lines().toList()) {
            Matcher entry = Manifest.LINE.matcher(line);
            if (entry.matches()) {
                digests.put(entry.group(2), entry.group(1));
            }
        }
        if (!digests.keySet().containsAll(Bag.SIGNED)) {
            throw new IllegalArgumentException("it does not bind " + Bag.SIGNED);
        }
        return new Checkpoint(
                parts.group(1),
                Long.parseLong(parts.group(2)),
                Base64.getDecoder().decode(parts.group(3)),
                digests);
    }
}
