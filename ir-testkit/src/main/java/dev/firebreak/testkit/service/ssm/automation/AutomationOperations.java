package dev.firebreak.testkit.service.ssm.automation;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.document.DocumentContent;
import dev.firebreak.testkit.service.ssm.document.SsmDocuments;
import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import dev.firebreak.testkit.service.ssm.document.SsmPage;
import dev.firebreak.testkit.service.ssm.document.StoredDocument;
import dev.firebreak.testkit.world.Caller;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.AutomationExecution;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionFilter;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionMetadata;
import software.amazon.awssdk.services.ssm.model.AutomationExecutionStatus;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationExecutionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationExecutionsResponse;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationStepExecutionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeAutomationStepExecutionsResponse;
import software.amazon.awssdk.services.ssm.model.DocumentType;
import software.amazon.awssdk.services.ssm.model.ExecutionMode;
import software.amazon.awssdk.services.ssm.model.GetAutomationExecutionRequest;
import software.amazon.awssdk.services.ssm.model.GetAutomationExecutionResponse;
import software.amazon.awssdk.services.ssm.model.SendAutomationSignalRequest;
import software.amazon.awssdk.services.ssm.model.SendAutomationSignalResponse;
import software.amazon.awssdk.services.ssm.model.SignalType;
import software.amazon.awssdk.services.ssm.model.StartAutomationExecutionRequest;
import software.amazon.awssdk.services.ssm.model.StartAutomationExecutionResponse;
import software.amazon.awssdk.services.ssm.model.StopAutomationExecutionRequest;
import software.amazon.awssdk.services.ssm.model.StopAutomationExecutionResponse;

/** Starts automations, stops them, and tells what became of them. */
public final class AutomationOperations {
    private static final int QUEUED = 1_000;
    private static final int PAGE = 50;

    private AutomationOperations() {}

    /** Adds the operations of this class. */
    public static void addTo(Operations operations) {
        operations
                .on("StartAutomationExecution", StartAutomationExecutionRequest::builder, AutomationOperations::start)
                .on("StopAutomationExecution", StopAutomationExecutionRequest::builder, AutomationOperations::stop)
                .on("SendAutomationSignal", SendAutomationSignalRequest::builder, AutomationOperations::signal)
                .on("GetAutomationExecution", GetAutomationExecutionRequest::builder, AutomationOperations::get)
                .on(
                        "DescribeAutomationExecutions",
                        DescribeAutomationExecutionsRequest::builder,
                        AutomationOperations::describe)
                .on(
                        "DescribeAutomationStepExecutions",
                        DescribeAutomationStepExecutionsRequest::builder,
                        AutomationOperations::describeSteps);
    }

    private static StartAutomationExecutionResponse start(Call call, StartAutomationExecutionRequest request) {
        SsmAutomations state = SsmAutomations.of(call.region());
        Optional<String> again = Optional.ofNullable(request.clientToken()).map(state.tokens()::get);
        if (again.isPresent()) {
            throw AwsError.of(
                    "IdempotentParameterMismatch",
                    "An automation was already started with this client token: %s",
                    again.get());
        }
        refuseManyTargets(request);
        StoredDocument document = document(call, request.documentName());
        StoredDocument.Version version = document.version(request.documentVersion())
                .orElseThrow(() -> AwsError.of(
                        "AutomationDefinitionVersionNotFoundException",
                        "An Automation runbook with the specified name and version couldn't be found."));
        DocumentContent content = DocumentContent.parse(version.content());
        var parameters = parameters(content, request);
        if (state.queued(call.now()) >= QUEUED) {
            throw AwsError.of(
                    "AutomationExecutionLimitExceededException",
                    "The number of simultaneously running Automation executions exceeded the allowable limit.");
        }
        AutomationExecution execution = AutomationExecution.builder()
                .automationExecutionId(call.world().ids().uuid())
                .documentName(document.name())
                .documentVersion(String.valueOf(version.number()))
                .executionStartTime(call.now())
                .parameters(parameters)
                .mode(Objects.requireNonNullElse(request.mode(), ExecutionMode.AUTO))
                .executedBy(caller(call))
                .build();
        var executor = state.executor(call, document.name());
        state.add(new AutomationRun(execution, content.steps(), executor, state.step()), call.now());
        if (request.clientToken() != null) {
            state.tokens().put(request.clientToken(), execution.automationExecutionId());
        }
        return StartAutomationExecutionResponse.builder()
                .automationExecutionId(execution.automationExecutionId())
                .build();
    }

    /** To start one automation and pass over the targets would look like success. */
    private static void refuseManyTargets(StartAutomationExecutionRequest request) {
        if (request.hasTargets() || request.hasTargetMaps() || request.hasTargetLocations()) {
            throw AwsError.of(
                    "InvalidTarget",
                    "Automations over several targets are not simulated (start one automation for each target)");
        }
    }

    private static StoredDocument document(Call call, String name) {
        try {
            StoredDocument document = SsmDocuments.find(call, name);
            if (document.key().type() == DocumentType.AUTOMATION) {
                return document;
            }
        } catch (AwsError missing) {
            throw noDefinition();
        }
        throw noDefinition();
    }

    private static AwsError noDefinition() {
        return AwsError.of(
                "AutomationDefinitionNotFoundException",
                "An Automation runbook with the specified name couldn't be found.");
    }

    private static Map<String, List<String>> parameters(
            DocumentContent content, StartAutomationExecutionRequest request) {
        try {
            return content.fill(request.parameters());
        } catch (AwsError invalid) {
            throw AwsError.of("InvalidAutomationExecutionParametersException", "%s", invalid.message());
        }
    }

    private static String caller(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()))
                .arn();
    }

    private static AutomationRun find(Call call, String id) {
        return SsmAutomations.of(call.region())
                .find(id, call.now())
                .orElseThrow(() -> AwsError.of(
                        "AutomationExecutionNotFoundException",
                        "There is no automation execution information for the requested automation execution ID."));
    }

    private static StopAutomationExecutionResponse stop(Call call, StopAutomationExecutionRequest request) {
        AutomationRun run = find(call, request.automationExecutionId());
        if (run.ended(call.now()).isPresent()) {
            throw AwsError.of(
                    "InvalidAutomationStatusUpdateException", "The specified update status operation isn't valid.");
        }
        run.stop(call.now(), AutomationExecutionStatus.CANCELLED);
        return StopAutomationExecutionResponse.builder().build();
    }

    private static SendAutomationSignalResponse signal(Call call, SendAutomationSignalRequest request) {
        AutomationRun run = find(call, request.automationExecutionId());
        boolean decision = request.signalType() == SignalType.APPROVE || request.signalType() == SignalType.REJECT;
        if (!decision || !run.decide(request.signalType() == SignalType.APPROVE, call.now())) {
            throw AwsError.of(
                    "InvalidAutomationSignalException", "The signal isn't valid for the current Automation execution.");
        }
        return SendAutomationSignalResponse.builder().build();
    }

    private static GetAutomationExecutionResponse get(Call call, GetAutomationExecutionRequest request) {
        return GetAutomationExecutionResponse.builder()
                .automationExecution(find(call, request.automationExecutionId()).view())
                .build();
    }

    private static DescribeAutomationExecutionsResponse describe(
            Call call, DescribeAutomationExecutionsRequest request) {
        List<AutomationExecutionMetadata> found = SsmAutomations.of(call.region()).newestFirst(call.now()).stream()
                .map(AutomationRun::metadata)
                .filter(run -> request.filters().stream().allMatch(filter -> matches(run, filter)))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), PAGE);
        return DescribeAutomationExecutionsResponse.builder()
                .automationExecutionMetadataList(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean matches(AutomationExecutionMetadata run, AutomationExecutionFilter filter) {
        return switch (filter.keyAsString()) {
            case "DocumentNamePrefix" -> filter.values().stream().anyMatch(run.documentName()::startsWith);
            case "ExecutionStatus" -> filter.values().contains(run.automationExecutionStatusAsString());
            case "ExecutionId" -> filter.values().contains(run.automationExecutionId());
            default -> throw SsmErrors.badFilter(filter.keyAsString());
        };
    }

    private static DescribeAutomationStepExecutionsResponse describeSteps(
            Call call, DescribeAutomationStepExecutionsRequest request) {
        AutomationRun run = find(call, request.automationExecutionId());
        var page = SsmPage.of(run.stepViews(), request.maxResults(), request.nextToken(), PAGE);
        return DescribeAutomationStepExecutionsResponse.builder()
                .stepExecutions(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
