package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Command;
import software.amazon.awssdk.services.ssm.model.CommandInvocation;
import software.amazon.awssdk.services.ssm.model.CommandStatus;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

class SsmRateCasesTest extends SsmCases {
    private static final String RATE =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html";
    private static final String STATUS =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html";

    @Test
    @AwsFact(value = "No more nodes than MaxConcurrency run a command at a time", source = RATE)
    void sendCommand_maxConcurrencyOne_runsOnOneNodeAfterAnother() {
        List<String> ids = List.of(node("one"), node("two"), node("three"));
        SsmClient ssm = client(SsmClient.builder());

        String command = send(ssm, ids, "sleep 30", send -> send.maxConcurrency("1"));
        clock.advance(Duration.ofSeconds(10));
        List<String> early = details(ssm, command, ids);
        clock.advance(Duration.ofSeconds(30));
        List<String> later = details(ssm, command, ids);
        clock.advance(Duration.ofMinutes(2));

        assertThat(early).containsExactly("InProgress", "Pending", "Pending");
        assertThat(later).containsExactly("Success", "InProgress", "Pending");
        assertThat(command(ssm, command).status()).isEqualTo(CommandStatus.SUCCESS);
        assertThat(command(ssm, command).completedCount()).isEqualTo(3);
    }

    @Test
    @AwsFact(value = "MaxConcurrency can be a percentage of the targets", source = RATE)
    void sendCommand_maxConcurrencyHalf_runsOnHalfTheNodes() {
        List<String> ids = List.of(node("one"), node("two"), node("three"), node("four"));
        SsmClient ssm = client(SsmClient.builder());

        String command = send(ssm, ids, "sleep 30", send -> send.maxConcurrency("50%"));
        clock.advance(Duration.ofSeconds(10));

        assertThat(details(ssm, command, ids)).containsExactly("InProgress", "InProgress", "Pending", "Pending");
    }

    @Test
    @AwsFact(value = "More errors than MaxErrors end a command, and what has not begun is terminated", source = STATUS)
    void sendCommand_errorsExceedMaxErrors_terminatesTheRest() {
        List<String> ids = List.of(node("one"), node("two"), node("three"), node("four"));
        SsmClient ssm = client(SsmClient.builder());

        String command = send(
                ssm,
                ids,
                "echo x > /tmp/ran; exit 3",
                send -> send.maxConcurrency("1").maxErrors("1"));
        clock.advance(Duration.ofMinutes(2));

        assertThat(details(ssm, command, ids)).containsExactly("Failed", "Failed", "Terminated", "Terminated");
        Command ended = command(ssm, command);
        assertThat(ended.status()).isEqualTo(CommandStatus.FAILED);
        assertThat(ended.statusDetails()).isEqualTo("Failed");
        assertThat(ended.errorCount()).isEqualTo(2);
        assertThat(ended.completedCount()).isEqualTo(4);
        assertThat(fake.guest(ids.get(3)).file("/tmp/ran")).isEmpty();
    }

    @Test
    @AwsFact(value = "Errors up to MaxErrors leave a command incomplete, tried on all nodes", source = STATUS)
    void sendCommand_errorsWithinMaxErrors_isIncomplete() {
        List<String> ids = List.of(node("one"), node("two"));
        fake.guest(ids.get(1)).file("/tmp/fine", "yes");
        SsmClient ssm = client(SsmClient.builder());

        String command = send(ssm, ids, "cat /tmp/fine", send -> send.maxErrors("1"));
        clock.advance(Duration.ofMinutes(2));

        assertThat(details(ssm, command, ids)).containsExactly("Failed", "Success");
        assertThat(command(ssm, command).statusDetails()).isEqualTo("Incomplete");
    }

    @Test
    @AwsFact(
            value = "A limit that is neither a number nor a percentage is refused",
            source = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html")
    void sendCommand_malformedLimit_isRefused() {
        List<String> ids = List.of(node("one"));
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> send(ssm, ids, "id", send -> send.maxConcurrency("0"))))
                .startsWith("ValidationException: 1 validation error detected: Value '0' at 'maxConcurrency'");
        assertThat(Refused.by(() -> send(ssm, ids, "id", send -> send.maxErrors("101%"))))
                .startsWith("ValidationException: 1 validation error detected: Value '101%' at 'maxErrors'");
    }

    private static String send(
            SsmClient ssm, List<String> ids, String script, Consumer<SendCommandRequest.Builder> limits) {
        return ssm.sendCommand(send -> limits.accept(send.documentName("AWS-RunShellScript")
                        .instanceIds(ids)
                        .parameters(Map.of("commands", List.of(script)))))
                .command()
                .commandId();
    }

    private static Command command(SsmClient ssm, String id) {
        return ssm.listCommands(query -> query.commandId(id)).commands().get(0);
    }

    private static List<String> details(SsmClient ssm, String command, List<String> ids) {
        var all = ssm.listCommandInvocations(query -> query.commandId(command)).commandInvocations();
        return ids.stream()
                .map(id -> all.stream()
                        .filter(each -> each.instanceId().equals(id))
                        .map(CommandInvocation::statusDetails)
                        .findFirst()
                        .orElse("none"))
                .toList();
    }
}
