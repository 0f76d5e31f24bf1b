package dev.firebreak.evidence.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A manifest as {@code sha256sum} writes it.
 *
 * @param digests path to SHA-256
 * @param problems what is wrong with its lines
 */
record Manifest(Map<String, String> digests, List<String> problems) {
    /** A digest and a path. */
    static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private static final int MOST_PROBLEMS = 100;

    static String text(Map<String, String> digests) {
        var text = new StringBuilder();
        new TreeMap<>(digests)
                .forEach((path, digest) ->
                        text.append(digest).append("  ").append(path).append('\n'));
        return text.toString();
    }

    /** Reads a manifest; paths are only names here, and nothing follows them. */
    static Manifest parse(String text, boolean payload) {
        var digests = new TreeMap<String, String>();
        var problems = new ArrayList<String>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (line.isEmpty() && number > 1 || problems.size() >= MOST_PROBLEMS) {
                continue;
            }
            String problem = problem(LINE.matcher(line), payload, digests);
            if (!problem.isEmpty()) {
                problems.add("line " + number + " " + problem);
            }
        }
        return new Manifest(digests, problems);
    }

    private static String problem(Matcher line, boolean payload, Map<String, String> digests) {
        if (!line.matches()) {
            return "is not a SHA-256 and a path";
        }
        String path = line.group(2);
        if (!isInside(path) || payload != path.startsWith(Bag.DATA)) {
            return "names '" + Printable.of(path) + "', which is not " + (payload ? "inside data/" : "a tag file");
        }
        return digests.putIfAbsent(path, line.group(1)) == null ? "" : "names '" + Printable.of(path) + "' again";
    }

    private static boolean isInside(String path) {
        for (String part : path.split("/", -1)) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
        }
        return path.chars().noneMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c)) && !path.startsWith("~");
    }
}
