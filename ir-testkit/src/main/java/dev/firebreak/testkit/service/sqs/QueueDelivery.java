package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.policy.Decision.Outcome;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Requester;
import dev.firebreak.testkit.service.ResourceAccess;
import dev.firebreak.testkit.world.World;
import java.util.Optional;

/** Puts what other services send into queues. */
public final class QueueDelivery {
    private QueueDelivery() {}

    /**
     * Sends a message to a queue as another service does, when the queue's policy allows it.
     *
     * @return why the message could not be delivered; empty when it was
     */
    public static Optional<AwsError> deliver(World world, String queueArn, OutgoingMessage message, Requester sender) {
        Queue queue = Queues.byArn(world, queueArn).orElse(null);
        if (queue == null) {
            return Optional.of(SqsErrors.noQueue());
        }
        String policy = queue.attributes().get("Policy");
        if (ResourceAccess.judge(policy, sender, "sqs:SendMessage", queueArn) != Outcome.ALLOWED) {
            return Optional.of(SqsErrors.accessDenied("User: " + sender.arn()
                    + " is not authorized to perform: sqs:sendmessage on resource: " + queueArn));
        }
        try {
            Sending.send(world, queue, message, sender.arn());
            return Optional.empty();
        } catch (AwsError refused) {
            return Optional.of(refused);
        }
    }

    /** Whether there is a queue with this ARN, and whether it is a FIFO queue; empty when there is none. */
    public static Optional<Boolean> isFifo(World world, String queueArn) {
        return Queues.byArn(world, queueArn).map(Queue::isFifo);
    }
}
