package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.guest.GuestNetwork;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.ssm.model.SendCommandRequest;

/** The output of commands in S3: the agent puts it there with the role of its instance. */
final class OutputFiles {
    private OutputFiles() {}

    static void store(SentCommand command, NodeInvocation invocation) {
        if (command.request().outputS3BucketName() == null) {
            return;
        }
        for (CommandPlan.Outcome outcome : invocation.allOutcomes()) {
            String folder = prefix(command, invocation.guest()) + "/" + folder(outcome);
            put(
                    command,
                    invocation.guest(),
                    folder + "/stdout",
                    outcome.result().outputBytes());
            put(
                    command,
                    invocation.guest(),
                    folder + "/stderr",
                    outcome.result().error().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where the output of a command on a node lies. */
    static String prefix(SentCommand command, Guest guest) {
        SendCommandRequest request = command.request();
        String prefix = request.outputS3KeyPrefix() == null ? "" : request.outputS3KeyPrefix() + "/";
        return prefix + command.id() + "/" + guest.instanceId();
    }

    private static String folder(CommandPlan.Outcome outcome) {
        String plugin = outcome.step().action().replace(":", "");
        boolean unnamed = outcome.step().name().equals(outcome.step().action());
        return plugin + "/" + (unnamed ? "0." + plugin : outcome.step().name());
    }

    private static void put(SentCommand command, Guest guest, String key, byte[] content) {
        if (content.length == 0) {
            return;
        }
        GuestNetwork network = GuestNetwork.of(guest.region().world());
        // An agent that is refused tells nobody: the command is not worse for it.
        guest.imds()
                .credentials()
                .ifPresent(session -> network.storage()
                        .put(guest.region(), session, command.request().outputS3BucketName(), key, content));
    }
}
