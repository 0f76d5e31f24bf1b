package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import dev.firebreak.testkit.service.ssm.document.SsmPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.CommandFilter;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationRequest;
import software.amazon.awssdk.services.ssm.model.GetCommandInvocationResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandInvocationsResponse;
import software.amazon.awssdk.services.ssm.model.ListCommandsRequest;
import software.amazon.awssdk.services.ssm.model.ListCommandsResponse;

/** Tells what became of commands. */
final class CommandQueries {
    private static final int PAGE = 50;

    private CommandQueries() {}

    static void addTo(Operations operations) {
        operations
                .on("GetCommandInvocation", GetCommandInvocationRequest::builder, CommandQueries::get)
                .on("ListCommands", ListCommandsRequest::builder, CommandQueries::listCommands)
                .on("ListCommandInvocations", ListCommandInvocationsRequest::builder, CommandQueries::listInvocations);
    }

    static AwsError invalidCommandId() {
        return AwsError.of("InvalidCommandId", "The specified command ID isn't valid.");
    }

    private static GetCommandInvocationResponse get(Call call, GetCommandInvocationRequest request) {
        Instant visibleBefore = call.now().minus(SsmState.of(call).timing().visible());
        SentCommand command = SsmState.of(call)
                .command(request.commandId(), call)
                .filter(found -> !found.requested().isAfter(visibleBefore))
                .orElseThrow(CommandQueries::noInvocation);
        NodeInvocation invocation = command.invocation(request.instanceId()).orElseThrow(CommandQueries::noInvocation);
        return new InvocationView(command, invocation, call.now()).full(Optional.ofNullable(request.pluginName()));
    }

    private static AwsError noInvocation() {
        return AwsError.of(
                "InvocationDoesNotExist",
                "The command ID and managed node ID you specified didn't match any invocations. Verify the command ID"
                        + " and the managed node ID and try again.");
    }

    private static ListCommandsResponse listCommands(Call call, ListCommandsRequest request) {
        checkCommand(call, request.commandId());
        List<SentCommand> found = SsmState.of(call).commands(call).stream()
                .filter(command -> request.commandId() == null || command.id().equals(request.commandId()))
                .filter(command -> request.instanceId() == null
                        || command.invocation(request.instanceId()).isPresent())
                .filter(command -> request.filters().stream().allMatch(filter -> matches(call, command, filter)))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), PAGE);
        return ListCommandsResponse.builder()
                .commands(page.items().stream()
                        .map(command -> command.view(call.now()))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static ListCommandInvocationsResponse listInvocations(Call call, ListCommandInvocationsRequest request) {
        checkCommand(call, request.commandId());
        var views = new ArrayList<InvocationView>();
        for (SentCommand command : SsmState.of(call).commands(call)) {
            boolean meant = request.commandId() == null || command.id().equals(request.commandId());
            if (meant && request.filters().stream().allMatch(filter -> matches(call, command, filter))) {
                command.invocations().stream()
                        .filter(each -> request.instanceId() == null
                                || each.guest().instanceId().equals(request.instanceId()))
                        .forEach(each -> views.add(new InvocationView(command, each, call.now())));
            }
        }
        var page = SsmPage.of(views, request.maxResults(), request.nextToken(), PAGE);
        boolean details = Boolean.TRUE.equals(request.details());
        return ListCommandInvocationsResponse.builder()
                .commandInvocations(
                        page.items().stream().map(view -> view.listed(details)).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static void checkCommand(Call call, String id) {
        if (id != null && SsmState.of(call).command(id, call).isEmpty()) {
            throw invalidCommandId();
        }
    }

    private static boolean matches(Call call, SentCommand command, CommandFilter filter) {
        return switch (filter.keyAsString()) {
            case "Status" -> command.status(call.now()).toString().equals(filter.value());
            case "DocumentName" -> command.request().documentName().equals(filter.value());
            case "InvokedAfter" -> command.requested().isAfter(Instant.parse(filter.value()));
            case "InvokedBefore" -> command.requested().isBefore(Instant.parse(filter.value()));
            default -> throw SsmErrors.badFilter(filter.keyAsString());
        };
    }
}
