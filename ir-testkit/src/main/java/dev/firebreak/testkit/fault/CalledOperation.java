package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import java.util.Map;
import java.util.Optional;

/**
 * What a rule is about: one operation of a service, or all of them.
 *
 * @param service the signing name
 * @param operation the operation, or empty for all
 */
record CalledOperation(String service, Optional<Operations.Operation<?>> operation) {

    static CalledOperation any(Map<String, FakeService> services, String service) {
        find(services, service);
        return new CalledOperation(service, Optional.empty());
    }

    static CalledOperation one(Map<String, FakeService> services, String service, String operation) {
        return new CalledOperation(
                service,
                Optional.of(find(services, service)
                        .operations()
                        .find(operation)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Invalid operation: " + service + " " + operation + " (must be one that is faked)"))));
    }

    private static FakeService find(Map<String, FakeService> services, String service) {
        return Optional.ofNullable(services.get(service))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Invalid service: " + service + " (must be the signing name of one that is faked)"));
    }

    boolean fits(Invocation invocation) {
        return invocation.service().equals(service)
                && operation
                        .map(one -> one.name().equals(invocation.operation()))
                        .orElse(true);
    }

    void requirePages() {
        operation.filter(one -> !Pages.has(one)).ifPresent(one -> {
            throw new IllegalArgumentException("Cannot cut the pages of " + this + ": it answers all at once");
        });
    }

    @Override
    public String toString() {
        return service + operation.map(one -> " " + one.name()).orElse("");
    }
}
