package dev.firebreak.testkit.service.sqs;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fake SQS: standard and FIFO queues, whose messages come and go by the world's clock.
 *
 * <p>A standard queue keeps the order in which messages came. A long poll never waits: it is answered at once, with what there is.
 */
public final class SqsService implements FakeService {
    private final Operations operations = Operations.lazily(SqsService::addAll);

    /** The service; all its state lies in the world. */
    public SqsService() {}

    private static void addAll(Operations operations) {
        QueueOperations.addTo(operations);
        QueueAttributeOperations.addTo(operations);
        QueuePermissionOperations.addTo(operations);
        SendOperations.addTo(operations);
        ReceiveOperations.addTo(operations);
        ReceiptOperations.addTo(operations);
        MoveTaskOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "sqs";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON_1_0;
    }

    @Override
    public Set<Protocol> alsoSpeaks() {
        return Set.of(Protocol.SQS_QUERY);
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        return Queues.byArn(world, arn)
                .flatMap(queue -> Optional.ofNullable(queue.attributes().get("Policy")))
                .filter(document -> !document.isEmpty())
                .map(document -> ResourceFacts.guarded(ResourcePolicy.of(arn, document), Map.of()))
                .orElse(ResourceFacts.NONE);
    }
}
