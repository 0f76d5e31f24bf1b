package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.Operations.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.RequiredTrait;

/** Finds the REST operation that a request asks for. */
final class RestRouter {
    private RestRouter() {}

    /**
     * The operation whose route fits best: the one that names most of the query parameters present, and among those equal
     * (S3 tells {@code CopyObject} from {@code PutObject} by a header) the one most of whose required headers are present.
     */
    static Optional<Operation<?>> find(WireRequest http, Operations operations) {
        return operations.all().stream()
                .filter(operation ->
                        RestRoute.parse(operation.route()).match(http).isPresent())
                .filter(operation -> requiredHeaders(operation).stream()
                        .allMatch(name -> http.header(name).isPresent()))
                .max(Comparator.<Operation<?>>comparingInt(operation ->
                                RestRoute.parse(operation.route()).parameters().size())
                        .thenComparingInt(
                                operation -> requiredHeaders(operation).size()));
    }

    private static List<String> requiredHeaders(Operation<?> operation) {
        return operation.request().get().sdkFields().stream()
                .filter(field ->
                        field.location() == MarshallLocation.HEADER && field.containsTrait(RequiredTrait.class))
                .map(SdkField::locationName)
                .toList();
    }
}
