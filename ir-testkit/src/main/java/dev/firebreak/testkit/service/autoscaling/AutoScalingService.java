package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * The fake EC2 Auto Scaling: groups that really launch and terminate instances of the fake EC2.
 *
 * <p>A group acts at once: it launches when it has fewer members than desired, terminates when it has more, and before the next
 * call to EC2 it replaces a member that does not run, whoever stopped it and also when it is protected from termination.
 */
public final class AutoScalingService implements FakeService {
    private final Operations operations = Operations.lazily(AutoScalingService::addAll);

    /** The service; all its state lies in the world. */
    public AutoScalingService() {}

    private static void addAll(Operations operations) {
        var plain = new Operations();
        GroupOperations.addTo(plain);
        MemberOperations.addTo(plain);
        StandbyOperations.addTo(plain);
        HookOperations.addTo(plain);
        TagOperations.addTo(plain);
        ProcessOperations.addTo(plain);
        TargetGroupOperations.addTo(plain);
        LaunchConfigurationOperations.addTo(plain);
        plain.all().forEach(operation -> add(operations, operation));
    }

    @Override
    public String signingName() {
        return "autoscaling";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    private static <Q extends AwsRequest> void add(Operations operations, Operations.Operation<Q> operation) {
        operations.<Q>streaming(operation.name(), operation.route(), operation.request(), (call, request) -> {
            Scaler.upkeep(call);
            return operation.handler().handle(call, request);
        });
    }
}
