package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.FakeAws;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/** Counts how many calls wait for one another; the fake answers slowly, so that calls made side by side overlap. */
class RoundTripsTest {
    @Test
    void quarantine_fromFirstReadToCutOff_takesEightRoundTrips() {
        var trips = new Trips();
        try (var rehearsal = new Rehearsal();
                AwsProvider provider = slow(rehearsal.fake, trips)) {
            var scene = new Scene(rehearsal);
            provider.resolve(scene.instance());
            trips.calls.clear();
            Containment containment = Containment.builder()
                    .provider(provider)
                    .journal(InMemoryJournal.create())
                    .build();

            containment
                    .incident("IR-1")
                    .contain(scene.instance(), Ec2.quarantine())
                    .plan()
                    .execute()
                    .orThrow();
        }

        assertThat(trips.depthOfLast("ModifySecurityGroupRules")).isLessThanOrEqualTo(8);
    }

    private static AwsProvider slow(FakeAws fake, Trips trips) {
        return AwsProvider.builder()
                .httpClient(fake.httpClient())
                .credentials(fake.credentials())
                .region(fake.region())
                .executionInterceptor(trips)
                .build();
    }

    /** The calls that a client made. */
    private static final class Trips implements ExecutionInterceptor {
        /** Far longer than a busy machine dithers between two calls made side by side. */
        private static final Duration LATENCY = Duration.ofMillis(250);

        private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
        private final Map<Object, Long> begun = new ConcurrentHashMap<>();

        private record Call(String operation, long begun, long ended) {}

        @Override
        public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
            begun.put(attributes, System.nanoTime());
        }

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            try {
                Thread.sleep(LATENCY.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
            String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
            calls.add(new Call(operation, begun.getOrDefault(attributes, 0L), System.nanoTime()));
        }

        int depthOfLast(String operation) {
            return calls.stream()
                    .filter(call -> call.operation().equals(operation))
                    .mapToInt(this::depth)
                    .max()
                    .orElseThrow();
        }

        private int depth(Call call) {
            return 1
                    + calls.stream()
                            .filter(earlier -> earlier.ended() <= call.begun())
                            .mapToInt(this::depth)
                            .max()
                            .orElse(0);
        }
    }
}
