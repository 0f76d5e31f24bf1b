package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.util.Map;

/**
 * The fake SNS: what is published arrives in the fake SQS at once, and at {@link dev.firebreak.testkit.service.delivery.Recipients} for all other
 * protocols.
 */
public final class SnsService implements FakeService {
    private final Operations operations = Operations.lazily(SnsService::addAll);

    /** The service; all its state lies in the world. */
    public SnsService() {}

    private static void addAll(Operations operations) {
        TopicOperations.addTo(operations);
        TagOperations.addTo(operations);
        SubscriptionOperations.addTo(operations);
        PublishOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "sns";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        return Topics.byArn(world, arn)
                .map(topic -> ResourceFacts.guarded(ResourcePolicy.of(arn, topic.policy()), Map.of()))
                .orElse(ResourceFacts.NONE);
    }
}
