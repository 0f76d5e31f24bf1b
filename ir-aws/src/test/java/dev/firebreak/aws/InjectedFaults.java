package dev.firebreak.aws;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Tests under every kind of fault at the first call of every operation.
 *
 * <p>The SDK does not retry here, so that no fault is hidden; what a retry makes of a fault is seen where it is asked for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class InjectedFaults {
    private static final String ATTEMPTS = "aws.maxAttempts";

    private final Optional<String> attempts = Optional.ofNullable(System.getProperty(ATTEMPTS));

    /** How often the SDK sends a call. */
    int attempts() {
        return 1;
    }

    List<FaultKind> kinds() {
        return List.of(FaultKind.values());
    }

    @BeforeAll
    void limitAttempts() {
        System.setProperty(ATTEMPTS, Integer.toString(attempts()));
    }

    @AfterAll
    void restoreAttempts() {
        attempts.ifPresentOrElse(value -> System.setProperty(ATTEMPTS, value), () -> System.clearProperty(ATTEMPTS));
    }

    /** An operation such as {@code ec2 DescribeInstances}, and a kind of fault, for each that the calls of a clean run could meet. */
    final List<Arguments> faultsOf(FakeAws clean) {
        return clean.calls().stream()
                .map((CallRecord call) -> call.service() + " " + call.operation())
                .distinct()
                .sorted()
                .flatMap(operation -> kinds().stream()
                        .filter(kind -> !kind.isAboutPages() || isPaged(clean, operation))
                        .filter(kind -> !kind.mattersToChangesAlone() || !isRead(operation))
                        .map(kind -> Arguments.of(operation, kind)))
                .toList();
    }

    private static boolean isRead(String operation) {
        return operation.matches("\\w+ (Describe|Get|List)\\w+");
    }

    private static boolean isPaged(FakeAws fake, String operation) {
        try {
            FaultKind.PAGE_EMPTY.show(fake, operation);
            return true;
        } catch (IllegalArgumentException answersAllAtOnce) {
            return false;
        }
    }
}
