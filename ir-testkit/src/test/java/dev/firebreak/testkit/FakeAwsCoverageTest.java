package dev.firebreak.testkit;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.service.Operations.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FakeAwsCoverageTest {
    private static final String INTRODUCTION = """
            # What FakeAws implements

            Generated from the code; a test keeps it true. Every other operation is answered with the service's own error for an operation
            that it does not know.
            """;

    @Test
    void coveragePage_isWhatIsRegistered() {
        List<FakeService> services = BuiltInServices.create().stream()
                .sorted(Comparator.comparing(FakeService::signingName))
                .toList();
        int operations = services.stream()
                .mapToInt(service -> service.operations().all().size())
                .sum();

        GeneratedDoc.isUpToDate(
                "fake-aws-coverage.md",
                INTRODUCTION + "\n" + services.size() + " services, " + operations + " operations.\n"
                        + services.stream().map(FakeAwsCoverageTest::section).collect(Collectors.joining()));
    }

    private static String section(FakeService service) {
        String protocols = Stream.concat(Stream.of(service.protocol()), service.alsoSpeaks().stream())
                .map(FakeAwsCoverageTest::name)
                .collect(Collectors.joining(" and "));
        String operations =
                service.operations().all().stream().map(Operation::name).collect(Collectors.joining(", "));
        int count = service.operations().all().size();
        return "\n## `%s`: %d operations, %s\n\n%s\n".formatted(service.signingName(), count, protocols, operations);
    }

    private static String name(Protocol protocol) {
        return switch (protocol) {
            case EC2_QUERY -> "EC2 query";
            case QUERY, SQS_QUERY -> "AWS query";
            case REST_XML -> "REST-XML";
            case REST_JSON -> "REST-JSON";
            case JSON_1_0 -> "JSON 1.0";
            case JSON_1_1 -> "JSON 1.1";
        };
    }
}
