package dev.firebreak.testkit.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.BuiltIn;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.pipeline.Invocations;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What each operation that there is asks to be allowed, when every field of its request that can name something does. */
class NamedResourcesTest {
    @Test
    void everyOperation_isAboutAResource_orIsListed() throws IOException {
        try (FakeAws fake = FakeAws.create()) {
            var account = fake.world().account(fake.accountId());
            var call = new Call(account, account.region(fake.region().id()), "", "request", new byte[0]);

            List<String> unnamed = BuiltIn.services().stream()
                    .flatMap(service -> service.operations().all().stream()
                            .filter(operation -> isImplemented(service, operation))
                            .filter(operation -> isAboutNothing(service, operation, call))
                            .map(operation -> service.signingName() + ":" + operation.name()))
                    .toList();

            assertThat(unnamed).containsExactlyInAnyOrderElementsOf(listed());
        }
    }

    /** S3 has routes of operations that it knows and does not have; EC2's describing calls are about no resource. */
    private static boolean isImplemented(FakeService service, Operation<?> operation) {
        boolean describes =
                service.signingName().equals("ec2") && operation.name().startsWith("Describe");
        return !describes && !operation.name().contains(" ");
    }

    private static boolean isAboutNothing(FakeService service, Operation<?> operation, Call call) {
        return Demands.of(Invocations.of(service, operation, call, NamingRequest.of(operation))).stream()
                .filter(demand -> !demand.action().equals("iam:PassRole"))
                .anyMatch(demand -> demand.resource().equals("*"));
    }

    private static List<String> listed() throws IOException {
        try (InputStream file = NamedResourcesTest.class.getResourceAsStream("unnamed-actions.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(NamedResourcesTest::actions)
                    .toList();
        }
    }

    private static Stream<String> actions(String line) {
        String[] words = line.split(" +");
        return Arrays.stream(words).skip(1).map(operation -> words[0] + ":" + operation);
    }
}
