package dev.firebreak.testkit.wire;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route of a REST operation, such as {@code "PUT /{Bucket}/{Key+}?uploadId&partNumber"}.
 *
 * @param method the HTTP method
 * @param segments the path's segments, each a literal, {@code {Name}} or, last, {@code {Name+}} for the whole rest
 * @param parameters the query parameters that must be present: a name, or {@code name=value}
 */
record RestRoute(String method, List<String> segments, List<String> parameters) {
    static RestRoute parse(String route) {
        String[] methodAndTarget = route.split(" ", 2);
        String[] pathAndQuery = methodAndTarget[1].split("\\?", 2);
        List<String> segments = parts(pathAndQuery[0].substring(1), "/");
        return new RestRoute(
                methodAndTarget[0], segments, pathAndQuery.length < 2 ? List.of() : parts(pathAndQuery[1], "&"));
    }

    private static List<String> parts(String text, String separator) {
        return Arrays.stream(text.split(separator))
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** The decoded path parameters when this route fits the request. */
    Optional<Map<String, String>> match(WireRequest http) {
        return method.equals(http.method()) && hasParameters(http) ? path(http.path()) : Optional.empty();
    }

    private boolean hasParameters(WireRequest http) {
        return parameters.stream().allMatch(wanted -> {
            int equals = wanted.indexOf('=');
            return equals < 0
                    ? http.query().containsKey(wanted)
                    : http.parameter(wanted.substring(0, equals))
                            .filter(wanted.substring(equals + 1)::equals)
                            .isPresent();
        });
    }

    private Optional<Map<String, String>> path(String path) {
        var values = new LinkedHashMap<String, String>();
        String rest = path.startsWith("/") ? path.substring(1) : path;
        for (String segment : segments) {
            int slash = rest.indexOf('/');
            boolean greedy = segment.endsWith("+}");
            String value = greedy || slash < 0 ? rest : rest.substring(0, slash);
            rest = greedy || slash < 0 ? "" : rest.substring(slash + 1);
            if (value.isEmpty() || !take(segment, value, values)) {
                return Optional.empty();
            }
        }
        return rest.isEmpty() ? Optional.of(values) : Optional.empty();
    }

    private static boolean take(String segment, String value, Map<String, String> values) {
        if (!segment.startsWith("{")) {
            return segment.equals(value);
        }
        values.put(segment.replaceAll("[{}+]", ""), FormText.path(value));
        return true;
    }
}
