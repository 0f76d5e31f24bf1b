package dev.firebreak.testkit.service.sns;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * The fake SNS: what is published arrives in the fake SQS at once, and at {@link dev.firebreak.testkit.service.delivery.Recipients} for all other
 * protocols.
 */
public final class SnsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SnsService() {
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
}
