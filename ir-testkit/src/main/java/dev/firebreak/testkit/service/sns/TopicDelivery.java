package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.world.World;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Publishes what other services send to topics. */
public final class TopicDelivery {
    private TopicDelivery() {}

    /**
     * Publishes a message as another service does, when the topic's policy allows it.
     *
     * @param group the message group of a FIFO topic; null for others
     * @return why the message could not be published; empty when it was
     */
    public static Optional<AwsError> deliver(
            World world, String topicArn, String text, Requester sender, @Nullable String group) {
        Topic topic = Topics.byArn(world, topicArn).orElse(null);
        if (topic == null) {
            return Optional.of(SnsErrors.noTopic());
        }
        if (ResourceAccess.judge(topic.policy(), sender, "SNS:Publish", topicArn) != Outcome.ALLOWED) {
            return Optional.of(SnsErrors.denied(sender.arn(), "SNS:Publish", topicArn));
        }
        try {
            new Publishing(world, topic).publish(new Notification(text, null, null, Map.of(), group, null));
            return Optional.empty();
        } catch (AwsError refused) {
            return Optional.of(refused);
        }
    }
}
