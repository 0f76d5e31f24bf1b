package dev.firebreak.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.aws.AwsProvider;
import dev.firebreak.aws.Ec2;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.telemetry.OpenTelemetryObserver;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.FakeAwsTest;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.LaunchedInstance;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

@FakeAwsTest
class TelemetryGuideTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    /** Makes a span of each call, as instrumentation of the SDK does. */
    private static final class CallSpans implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            TELEMETRY
                    .getOpenTelemetry()
                    .getTracer("sdk")
                    .spanBuilder(attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME))
                    .startSpan()
                    .end();
        }
    }

    private static List<SpanData> named(String name) {
        return TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    @Test
    void observer_containment_isOneTraceFromTheRunToTheCalls(FakeAws fake) {
        LaunchedInstance web = Estate.in(fake).launch(InstanceSpec.named("web"));
        OpenTelemetry openTelemetry = TELEMETRY.getOpenTelemetry();
        AwsProvider aws = AwsProvider.builder()
                .region(fake.region())
                .credentials(fake.credentials())
                .httpClient(fake.httpClient())
                .executionInterceptor(new CallSpans())
                .build();
        // region observer
        Containment containment = Containment.builder()
                .provider(aws)
                .journal(InMemoryJournal.create())
                .observer(OpenTelemetryObserver.of(openTelemetry)) // or GlobalOpenTelemetry.get()
                .build();
        // endregion
        try (aws) {
            ContainmentReport report = containment
                    .incident("IR-2026-042")
                    .contain(Ec2.instance(web.id()), Ec2.isolateNetwork())
                    .plan()
                    .execute();
            assertThat(report.isContained()).as(report::describe).isTrue();
        }

        SpanData run = named("firebreak.run").get(0);
        SpanData step = named("aws.ec2.isolate-interface").get(0);
        assertThat(step.getParentSpanId()).isEqualTo(run.getSpanId());
        assertThat(named("ModifyNetworkInterfaceAttribute"))
                .isNotEmpty()
                .allMatch(call -> call.getParentSpanId().equals(step.getSpanId()));
        assertThat(named("DescribeInstances"))
                .isNotEmpty()
                .anyMatch(call -> call.getParentSpanId()
                        .equals(named("firebreak.plan").get(0).getSpanId()));
    }
}
