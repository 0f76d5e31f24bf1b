package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.wire.FormText;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The route of a REST operation, such as {@code "PUT /{Bucket}/{Key+}?uploadId&partNumber"}, or with the status of its answers
 * {@code "POST /2015-03-31/functions 201"}.
 *
 * @param method the HTTP method
 * @param segments the path's segments, each a literal, {@code {Name}} or, last, {@code {Name+}} for the whole rest
 * @param parameters the query parameters that must be present: a name, or {@code name=value}
 * @param success the status of an answer; 0 for the usual one of the method
 */
record RestRoute(String method, List<String> segments, List<String> parameters, int success) {
    static RestRoute parse(String route) {
        String[] parts = route.split(" ", 3);
        String[] pathAndQuery = parts[1].split("\\?", 2);
        return new RestRoute(
                parts[0],
                parts(pathAndQuery[0].substring(1), "/"),
                pathAndQuery.length < 2 ? List.of() : parts(pathAndQuery[1], "&"),
                parts.length < 3 ? 0 : Integer.parseInt(parts[2]));
    }

    /** How many segments must be just as they are. */
    long literals() {
        return segments.stream().filter(segment -> !segment.startsWith("{")).count();
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
