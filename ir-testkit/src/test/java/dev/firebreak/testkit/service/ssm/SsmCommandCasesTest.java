package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.guest.CommandResult;
import dev.firebreak.testkit.guest.GuestPlatform;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.CommandInvocationStatus;
import software.amazon.awssdk.services.ssm.model.CommandStatus;
import software.amazon.awssdk.services.ssm.model.Target;

class SsmCommandCasesTest extends SsmCases {
    private static final String SEND =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html";
    private static final String GET =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html";
    private static final String STATUS =
            "https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html";

    @Test
    @AwsFact(value = "A command that is sent is pending, and its invocation is not found at once", source = GET)
    void sendCommand_justSent_isPending() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        String command = send(ssm, id, "uname -r");

        assertThat(ssm.listCommands(query -> query.commandId(command))
                        .commands()
                        .get(0)
                        .status())
                .isEqualTo(CommandStatus.PENDING);
        assertThat(Refused.by(() -> invocation(ssm, command, id))).startsWith("InvocationDoesNotExist: ");
    }

    @Test
    @AwsFact(value = "A script that ends with 0 is a success, with its output", source = GET)
    void getCommandInvocation_scriptEnded_givesOutput() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        var result = run(ssm, id, "echo one\nuname -r");

        assertThat(result.status()).isEqualTo(CommandInvocationStatus.SUCCESS);
        assertThat(result.responseCode()).isZero();
        assertThat(result.standardOutputContent()).isEqualTo("one\n6.1.155-176.282.amzn2023.x86_64\n");
        assertThat(result.standardErrorContent()).isEmpty();
        assertThat(result.pluginName()).isEqualTo("aws:runShellScript");
    }

    @Test
    @AwsFact(value = "A script that ends with another code has failed, with its exit status", source = STATUS)
    void getCommandInvocation_unknownProgram_failedWith127() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        var result = run(ssm, id, "volatility --all");

        assertThat(result.status()).isEqualTo(CommandInvocationStatus.FAILED);
        assertThat(result.statusDetails()).isEqualTo("Failed");
        assertThat(result.responseCode()).isEqualTo(127);
        assertThat(result.standardErrorContent())
                .contains("volatility: command not found")
                .endsWith("failed to run commands: exit status 127");
    }

    @Test
    @AwsFact(value = "A script that runs is in progress, with the response code -1", source = GET)
    void getCommandInvocation_scriptRuns_isInProgress() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        var result = run(ssm, id, "sleep 60; echo done");
        assertThat(result.status()).isEqualTo(CommandInvocationStatus.IN_PROGRESS);
        assertThat(result.responseCode()).isEqualTo(-1);
        clock.advance(Duration.ofSeconds(60));

        String command = ssm.listCommands().commands().get(0).commandId();
        assertThat(invocation(ssm, command, id).standardOutputContent()).isEqualTo("done\n");
    }

    @Test
    @AwsFact(value = "A script that runs longer than executionTimeout has timed out", source = STATUS)
    void getCommandInvocation_pastExecutionTimeout_timedOut() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        String command = ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(id)
                        .parameters(Map.of("commands", List.of("sleep 60"), "executionTimeout", List.of("30"))))
                .command()
                .commandId();
        clock.advance(Duration.ofSeconds(32));

        var result = invocation(ssm, command, id);
        assertThat(result.status()).isEqualTo(CommandInvocationStatus.TIMED_OUT);
        assertThat(result.statusDetails()).isEqualTo("ExecutionTimedOut");
    }

    @Test
    @AwsFact(value = "A command to an instance that is no managed node is refused", source = SEND)
    void sendCommand_instanceNotManaged_isRefused() {
        String bare = Estate.in(fake).launch(InstanceSpec.named("bare")).id();
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> send(ssm, bare, "id")))
                .isEqualTo(
                        "InvalidInstanceId: Instances [[" + bare + "]] not in a valid state for account 123456789012");
    }

    @Test
    @AwsFact(value = "A command that is not delivered within TimeoutSeconds does not run", source = STATUS)
    void sendCommand_nodeCutOff_deliveryTimesOut() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        assertThat(run(ssm, id, "id").status()).isEqualTo(CommandInvocationStatus.SUCCESS);
        cutOff(id);

        String command = ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(id)
                        .timeoutSeconds(60)
                        .parameters(Map.of("commands", List.of("echo x > /tmp/ran"))))
                .command()
                .commandId();
        clock.advance(Duration.ofSeconds(59));
        assertThat(invocation(ssm, command, id).status()).isEqualTo(CommandInvocationStatus.PENDING);
        clock.advance(Duration.ofSeconds(1));

        assertThat(invocation(ssm, command, id).statusDetails()).isEqualTo("DeliveryTimedOut");
        assertThat(fake.guest(id).file("/tmp/ran")).isEmpty();
    }

    @Test
    @AwsFact(value = "A command to a node that is terminated before it begins is undeliverable", source = STATUS)
    void sendCommand_nodeTerminated_isUndeliverable() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        String command = send(ssm, id, "id");

        fake.ec2().terminateInstances(end -> end.instanceIds(id));
        clock.advance(Duration.ofSeconds(2));

        assertThat(invocation(ssm, command, id).statusDetails()).isEqualTo("Undeliverable");
    }

    @Test
    @AwsFact(value = "TimeoutSeconds is at least 30, and at most 50 ids are taken", source = SEND)
    void sendCommand_outOfBounds_isRefused() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(id)
                        .timeoutSeconds(29)
                        .parameters(Map.of("commands", List.of("id"))))))
                .startsWith("ValidationException");
        assertThat(Refused.by(() -> ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(Collections.nCopies(51, id))
                        .parameters(Map.of("commands", List.of("id"))))))
                .startsWith("ValidationException");
    }

    @Test
    @AwsFact(value = "Parameters must be those that the document declares", source = SEND)
    void sendCommand_unknownOrMissingParameter_isRefused() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        assertThat(Refused.by(() -> ssm.sendCommand(
                        send -> send.documentName("AWS-RunShellScript").instanceIds(id))))
                .startsWith("InvalidParameters");
        assertThat(Refused.by(() -> ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(id)
                        .parameters(Map.of("commands", List.of("id"), "colour", List.of("red"))))))
                .startsWith("InvalidParameters");
        assertThat(Refused.by(() ->
                        ssm.sendCommand(send -> send.documentName("No-Such").instanceIds(id))))
                .startsWith("InvalidDocument");
    }

    @Test
    @AwsFact(value = "A shell script cannot be sent to a Windows node", source = SEND)
    void sendCommand_shellScriptToWindows_isRefused() {
        String id = node("win");
        fake.guest(id).platform(GuestPlatform.WINDOWS);

        assertThat(Refused.by(() -> send(client(SsmClient.builder()), id, "dir")))
                .startsWith("UnsupportedPlatformType");
    }

    @Test
    @AwsFact(value = "Targets choose nodes by tag", source = SEND)
    void sendCommand_tagTarget_runsOnTheTaggedNodes() {
        String tagged = node(InstanceSpec.named("web").tag("team", "shop"));
        String other = node("other");
        SsmClient ssm = client(SsmClient.builder());

        String command = ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .targets(Target.builder().key("tag:team").values("shop").build())
                        .parameters(Map.of("commands", List.of("echo x > /tmp/ran"))))
                .command()
                .commandId();
        clock.advance(Duration.ofSeconds(2));

        assertThat(invocation(ssm, command, tagged).status()).isEqualTo(CommandInvocationStatus.SUCCESS);
        assertThat(fake.guest(other).file("/tmp/ran")).isEmpty();
    }

    @Test
    @AwsFact(value = "GetCommandInvocation gives the first 24,000 characters of the output", source = GET)
    void getCommandInvocation_longOutput_isCut() {
        String id = node("web");
        fake.guest(id).command("dump", run -> CommandResult.printed("x".repeat(30_000)));
        SsmClient ssm = client(SsmClient.builder());

        var result = run(ssm, id, "dump");

        assertThat(result.standardOutputContent()).hasSize(24_000).endsWith("---Output truncated---");
    }

    @Test
    @AwsFact(
            value = "ListCommandInvocations gives the first 2,500 characters of the output, with details only",
            source = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ListCommandInvocations.html")
    void listCommandInvocations_longOutput_isCutShorter() {
        String id = node("web");
        fake.guest(id).command("dump", run -> CommandResult.printed("x".repeat(30_000)));
        SsmClient ssm = client(SsmClient.builder());
        String command = run(ssm, id, "dump").commandId();

        var plain = ssm.listCommandInvocations(query -> query.commandId(command));
        var detailed =
                ssm.listCommandInvocations(query -> query.commandId(command).details(true));

        assertThat(plain.commandInvocations().get(0).commandPlugins()).isEmpty();
        assertThat(detailed.commandInvocations().get(0).commandPlugins().get(0).output())
                .hasSize(2_500);
    }

    @Test
    @AwsFact(
            value = "A command that waits or runs can be cancelled",
            source = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CancelCommand.html")
    void cancelCommand_beforeDelivery_doesNotRun() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        String command = send(ssm, id, "echo x > /tmp/ran");

        ssm.cancelCommand(cancel -> cancel.commandId(command));
        clock.advance(Duration.ofSeconds(2));

        assertThat(invocation(ssm, command, id).status()).isEqualTo(CommandInvocationStatus.CANCELLED);
        assertThat(fake.guest(id).file("/tmp/ran")).isEmpty();
        assertThat(Refused.by(
                        () -> ssm.cancelCommand(cancel -> cancel.commandId("00000000-0000-4000-a000-000000000000"))))
                .startsWith("InvalidCommandId");
    }

    @Test
    @AwsFact(
            value = "The agent puts the output into the bucket with the instance's own role",
            source = "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-rc-setting-up-s3.html")
    void sendCommand_outputBucket_getsTheWholeOutput() {
        String id = node("web");
        fake.s3()
                .createBucket(bucket -> bucket.bucket("command-output")
                        .createBucketConfiguration(where -> where.locationConstraint("eu-west-1")));
        fake.guest(id).command("dump", run -> CommandResult.printed("x".repeat(30_000)));
        SsmClient ssm = client(SsmClient.builder());

        String command = ssm.sendCommand(send -> send.documentName("AWS-RunShellScript")
                        .instanceIds(id)
                        .outputS3BucketName("command-output")
                        .outputS3KeyPrefix("ir")
                        .parameters(Map.of("commands", List.of("dump"))))
                .command()
                .commandId();
        clock.advance(Duration.ofSeconds(2));
        assertThat(invocation(ssm, command, id).status()).isEqualTo(CommandInvocationStatus.SUCCESS);

        String key = "ir/" + command + "/" + id + "/awsrunShellScript/0.awsrunShellScript/stdout";
        assertThat(fake.s3()
                        .getObjectAsBytes(get -> get.bucket("command-output").key(key))
                        .asUtf8String())
                .hasSize(30_000);
    }

    @Test
    @AwsFact(value = "A memory capture yields a file whose hash can be read back", source = SEND)
    void sendCommand_memoryCapture_writesTheImage() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());

        var result = run(ssm, id, "avml /tmp/mem.lime && sha256sum /tmp/mem.lime");
        assertThat(result.status()).isEqualTo(CommandInvocationStatus.IN_PROGRESS);
        clock.advance(Duration.ofSeconds(30));

        String printed = invocation(ssm, result.commandId(), id).standardOutputContent();
        assertThat(printed)
                .isEqualTo(fake.guest(id).file("/tmp/mem.lime").orElseThrow().sha256() + "  /tmp/mem.lime\n");
    }
}
