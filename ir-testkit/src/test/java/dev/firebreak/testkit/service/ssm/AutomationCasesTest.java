package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.service.ssm.automation.SsmAutomations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.SignalType;

class AutomationCasesTest extends SsmCases {
    private static final String API = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/";
    private static final String CONCEPTS =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-automation.html";
    private static final String APPROVED = """
            {"schemaVersion":"0.3","mainSteps":[{"name":"ask","action":"aws:approve","inputs":{}},\
            {"name":"act","action":"aws:executeScript","inputs":{}}]}""";

    @Test
    @AwsFact(
            value = "An automation is in progress until its steps are over",
            source = API + "API_GetAutomationExecution.html")
    void startAutomationExecution_awsRunbook_succeedsByTheClock() {
        SsmClient ssm = client(SsmClient.builder());
        automations().executor("AWSSupport-ContainEC2Instance", given -> Map.of("Contain.Id", given.get("InstanceId")));

        String id = start(ssm);

        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(11));
        AutomationExecution over = execution(ssm, id);
        assertThat(over.automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
        assertThat(over.outputs()).containsEntry("Contain.Id", List.of("i-1"));
    }

    @Test
    @AwsFact(value = "A runbook that fails gives its failure message", source = API + "API_GetAutomationExecution.html")
    void getAutomationExecution_executorFails_isFailed() {
        SsmClient ssm = client(SsmClient.builder());
        automations().executor("AWSSupport-ContainEC2Instance", given -> {
            throw new IllegalStateException("no such instance");
        });

        String id = start(ssm);
        clock.advance(Duration.ofSeconds(11));

        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.FAILED);
        assertThat(execution(ssm, id).failureMessage()).isEqualTo("no such instance");
    }

    @Test
    @AwsFact(
            value = "A runbook that does not exist, or lacks a parameter, is not started",
            source = API + "API_StartAutomationExecution.html")
    void startAutomationExecution_unknownOrIncomplete_isRefused() {
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> ssm.startAutomationExecution(run -> run.documentName("None"))))
                .startsWith("AutomationDefinitionNotFoundException");
        assertThat(Refused.by(() -> ssm.startAutomationExecution(run -> run.documentName("AWS-RunShellScript"))))
                .startsWith("AutomationDefinitionNotFoundException");
        assertThat(Refused.by(
                        () -> ssm.startAutomationExecution(run -> run.documentName("AWSSupport-ContainEC2Instance"))))
                .startsWith("InvalidAutomationExecutionParametersException");
    }

    @Test
    @AwsFact(value = "An approval step waits for the signal", source = API + "API_SendAutomationSignal.html")
    void sendAutomationSignal_approve_letsTheRunGoOn() {
        SsmClient ssm = client(SsmClient.builder());
        ssm.createDocument(make ->
                make.name("Approved").documentType(DocumentType.AUTOMATION).content(APPROVED));
        automations().executor("Approved", given -> Map.of());
        String id = ssm.startAutomationExecution(run -> run.documentName("Approved"))
                .automationExecutionId();
        clock.advance(Duration.ofMinutes(5));
        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.WAITING);

        ssm.sendAutomationSignal(signal -> signal.automationExecutionId(id).signalType(SignalType.APPROVE));
        clock.advance(Duration.ofSeconds(11));

        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
        assertThat(ssm.describeAutomationStepExecutions(query -> query.automationExecutionId(id))
                        .stepExecutions())
                .extracting(step -> step.stepName())
                .containsExactly("ask", "act");
        assertThat(Refused.by(() -> ssm.sendAutomationSignal(
                        signal -> signal.automationExecutionId(id).signalType(SignalType.APPROVE))))
                .startsWith("InvalidAutomationSignalException");
    }

    @Test
    @AwsFact(
            value = "An automation that is stopped is cancelled, and has no more effect",
            source = API + "API_StopAutomationExecution.html")
    void stopAutomationExecution_running_isCancelled() {
        SsmClient ssm = client(SsmClient.builder());
        int[] runs = {0};
        automations().executor("AWSSupport-ContainEC2Instance", given -> {
            runs[0]++;
            return Map.of();
        });
        String id = start(ssm);

        ssm.stopAutomationExecution(stop -> stop.automationExecutionId(id));
        clock.advance(Duration.ofMinutes(1));

        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.CANCELLED);
        assertThat(runs[0]).isZero();
        assertThat(Refused.by(() -> ssm.stopAutomationExecution(stop -> stop.automationExecutionId(id))))
                .startsWith("InvalidAutomationStatusUpdateException");
    }

    @Test
    @AwsFact(value = "At most 100 automations run at a time, and those after them wait", source = CONCEPTS)
    void startAutomationExecution_overTheConcurrency_waitsForAPlace() {
        SsmClient ssm = client(SsmClient.builder());
        automations().executor("AWSSupport-ContainEC2Instance", given -> Map.of());
        for (int run = 0; run < 100; run++) {
            start(ssm);
        }

        String id = start(ssm);

        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.PENDING);
        clock.advance(Duration.ofSeconds(11));
        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(10));
        assertThat(execution(ssm, id).automationExecutionStatus()).isEqualTo(AutomationExecutionStatus.SUCCESS);
    }

    @Test
    @AwsFact(value = "At most 1,000 automations wait, and those after them are refused", source = CONCEPTS)
    void startAutomationExecution_overTheQueue_isRefused() {
        SsmClient ssm = client(SsmClient.builder());
        for (int run = 0; run < 1_100; run++) {
            start(ssm);
        }

        assertThat(Refused.by(() -> start(ssm))).startsWith("AutomationExecutionLimitExceededException");
    }

    private SsmAutomations automations() {
        return SsmAutomations.of(
                fake.world().account(fake.accountId()).region(fake.region().id()));
    }

    private static String start(SsmClient ssm) {
        return ssm.startAutomationExecution(run -> run.documentName("AWSSupport-ContainEC2Instance")
                        .parameters(Map.of("InstanceId", List.of("i-1"))))
                .automationExecutionId();
    }

    private static AutomationExecution execution(SsmClient ssm, String id) {
        return ssm.getAutomationExecution(get -> get.automationExecutionId(id)).automationExecution();
    }
}
