package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Operations.Operation;
import dev.firebreak.testkit.wire.WireRequest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.RequiredTrait;

/** Finds the REST operation that a request asks for. */
final class RestRouter {
    private final Map<String, RestRoute> routes = new HashMap<>();
    private final List<Candidate> candidates;

    private record Candidate(String operation, RestRoute route, List<String> requiredHeaders) {}

    RestRouter(Operations operations) {
        operations.all().forEach(operation -> routes.put(operation.name(), RestRoute.parse(operation.route())));
        candidates = operations.all().stream()
                .map(operation -> new Candidate(operation.name(), route(operation), requiredHeaders(operation)))
                .sorted(mostExactFirst())
                .toList();
    }

    /**
     * A route that names more query parameters goes before one that names fewer, then one with more literal segments, then (S3
     * tells {@code CopyObject} from {@code PutObject} by a header) one whose operation requires more headers.
     */
    private static Comparator<Candidate> mostExactFirst() {
        return Comparator.<Candidate>comparingInt(
                        candidate -> candidate.route().parameters().size())
                .thenComparingLong(candidate -> candidate.route().literals())
                .thenComparingInt(candidate -> candidate.requiredHeaders().size())
                .reversed();
    }

    private static List<String> requiredHeaders(Operation<?> operation) {
        return operation.request().get().sdkFields().stream()
                .filter(field ->
                        field.location() == MarshallLocation.HEADER && field.containsTrait(RequiredTrait.class))
                .map(SdkField::locationName)
                .toList();
    }

    /** The name of the operation whose route fits best; the request's method and path when none fits. */
    String operation(WireRequest http) {
        for (Candidate candidate : candidates) {
            boolean fits = candidate.route().match(http).isPresent()
                    && candidate.requiredHeaders().stream()
                            .allMatch(name -> http.header(name).isPresent());
            if (fits) {
                return candidate.operation();
            }
        }
        return http.method() + " " + http.path();
    }

    /** The decoded path parameters of a request. */
    Map<String, String> path(Operation<?> operation, WireRequest http) {
        return route(operation).match(http).orElse(Map.of());
    }

    /** The status of the operation's answers; 0 for the usual one of its method. */
    int success(String operation) {
        RestRoute route = routes.get(operation);
        return route == null ? 0 : route.success();
    }

    private RestRoute route(Operation<?> operation) {
        RestRoute route = routes.get(operation.name());
        return route == null ? RestRoute.parse(operation.route()) : route;
    }
}
