package dev.firebreak.evidence.internal;

import dev.firebreak.evidence.EvidenceItem;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns names that an attacker may have chosen into file names that are safe everywhere. */
final class SafeName {
    private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9._-]+");
    private static final Pattern EDGES = Pattern.compile("^[._-]+|[.]+$");
    private static final Pattern RESERVED = Pattern.compile("(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?");
    private static final Set<String> NOTHING = Set.of("", "_");
    private static final int LONGEST = 80;

    private SafeName() {}

    static String of(String name) {
        String shortened = name.length() > 4 * LONGEST ? name.substring(name.length() - 4 * LONGEST) : name;
        String safe = EDGES.matcher(UNSAFE.matcher(shortened).replaceAll("_")).replaceAll("");
        // The end is kept, since it says what kind of file it is.
        String cut = safe.length() > LONGEST ? safe.substring(safe.length() - LONGEST) : safe;
        String clean = EDGES.matcher(cut.replace("..", "_")).replaceAll("");
        if (NOTHING.contains(clean)) {
            return "item";
        }
        return RESERVED.matcher(clean.toLowerCase(Locale.ROOT)).matches() ? "item_" + clean : clean;
    }

    /** The path of an item in a bag. */
    static String inBag(String id, String name) {
        return "data/" + id + "/" + of(name);
    }

    static String inBag(EvidenceItem item) {
        return inBag(item.id(), item.name());
    }
}
