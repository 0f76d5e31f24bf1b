package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.ssm.document.DocumentContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandPlugin;
import software.amazon.awssdk.services.ssm.model.CommandPluginStatus;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;

/**
 * An invocation as the API gives it.
 *
 * @param command the command
 * @param invocation what becomes of it on a node
 * @param now the time
 */
record InvocationView(SentCommand command, NodeInvocation invocation, Instant now) {
    private static final int OUTPUT = 24_000;
    private static final int ERROR = 8_000;
    private static final int LISTED = 2_500;
    private static final String CUT = "\n---Output truncated---";

    /** What {@code GetCommandInvocation} answers; the output is that of the named step, or of the only one. */
    GetCommandInvocationResponse full(Optional<String> plugin) {
        plugin.ifPresent(this::checkPlugin);
        var response = GetCommandInvocationResponse.builder()
                .commandId(command.id())
                .instanceId(invocation.guest().instanceId())
                .comment(Objects.requireNonNullElse(command.request().comment(), ""))
                .documentName(command.request().documentName())
                .documentVersion(Objects.requireNonNullElse(command.request().documentVersion(), "$DEFAULT"))
                .status(invocation.status(now))
                .statusDetails(invocation.details(now))
                .responseCode(-1)
                .executionStartDateTime(
                        invocation.started().map(Instant::toString).orElse(""))
                .executionEndDateTime(invocation
                        .started()
                        .flatMap(start -> invocation.ended(now))
                        .map(Instant::toString)
                        .orElse(""))
                .executionElapsedTime(elapsed())
                .standardOutputContent("")
                .standardErrorContent("");
        outcome(plugin)
                .ifPresent(outcome -> response.pluginName(outcome.step().name())
                        .responseCode(outcome.result().exitCode())
                        .standardOutputContent(cut(outcome.result().output(), OUTPUT))
                        .standardErrorContent(cut(error(outcome), ERROR)));
        return response.build();
    }

    private void checkPlugin(String plugin) {
        if (invocation.plan().steps().stream().map(DocumentContent.Step::name).noneMatch(plugin::equals)) {
            throw AwsError.of("InvalidPluginName", "The plugin name isn't valid.");
        }
    }

    private Optional<CommandPlan.Outcome> outcome(Optional<String> plugin) {
        List<CommandPlan.Outcome> outcomes = invocation.outcomes(now);
        boolean only = invocation.plan().steps().size() == 1;
        return outcomes.stream()
                .filter(outcome -> plugin.map(outcome.step().name()::equals).orElse(only))
                .findFirst();
    }

    private String elapsed() {
        return invocation
                .started()
                .flatMap(start -> invocation.ended(now).map(end -> Duration.between(start, end)))
                .map(Duration::toString)
                .orElse("");
    }

    /** What {@code ListCommandInvocations} answers. */
    CommandInvocation listed(boolean details) {
        return CommandInvocation.builder()
                .commandId(command.id())
                .instanceId(invocation.guest().instanceId())
                .instanceName(invocation.guest().hostName())
                .comment(Objects.requireNonNullElse(command.request().comment(), ""))
                .documentName(command.request().documentName())
                .documentVersion(Objects.requireNonNullElse(command.request().documentVersion(), "$DEFAULT"))
                .requestedDateTime(invocation.requested())
                .status(invocation.status(now))
                .statusDetails(invocation.details(now))
                .commandPlugins(
                        details
                                ? invocation.outcomes(now).stream()
                                        .map(this::plugin)
                                        .collect(Collectors.toList())
                                : List.of())
                .build();
    }

    private CommandPlugin plugin(CommandPlan.Outcome outcome) {
        var status = outcome.timedOut()
                ? CommandPluginStatus.TIMED_OUT
                : outcome.succeeded() ? CommandPluginStatus.SUCCESS : CommandPluginStatus.FAILED;
        String output = outcome.result().output();
        String errors = error(outcome);
        return CommandPlugin.builder()
                .name(outcome.step().name())
                .status(status)
                .statusDetails(status.toString())
                .responseCode(outcome.result().exitCode())
                .responseStartDateTime(invocation.started().orElse(null))
                .responseFinishDateTime(invocation.ended(now).orElse(null))
                .output(cut(errors.isEmpty() ? output : output + "\n----------ERROR-------\n" + errors, LISTED))
                .outputS3BucketName(command.request().outputS3BucketName())
                .outputS3KeyPrefix(
                        command.request().outputS3BucketName() == null
                                ? null
                                : OutputFiles.prefix(command, invocation.guest()))
                .build();
    }

    private static String error(CommandPlan.Outcome outcome) {
        int code = outcome.result().exitCode();
        return outcome.result().error() + (code == 0 ? "" : "failed to run commands: exit status " + code);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
    }
}
