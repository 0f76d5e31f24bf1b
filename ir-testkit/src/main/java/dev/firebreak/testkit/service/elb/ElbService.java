package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;

/**
 * The fake Elastic Load Balancing (version 2): application and network load balancers.
 *
 * <p>Load balancers take two minutes of the world's clock to be active, targets one health check to be healthy, and the
 * deregistration delay to be gone. Their interfaces are in the subnets of the fake EC2, where nobody else can change them.
 */
public final class ElbService implements FakeService {
    private final Operations operations = Operations.lazily(ElbService::addAll);

    /** The service; all its state lies in the world. */
    public ElbService() {}

    private static void addAll(Operations operations) {
        LoadBalancerOperations.addTo(operations);
        LoadBalancerSettingOperations.addTo(operations);
        ListenerOperations.addTo(operations);
        RuleOperations.addTo(operations);
        TargetGroupOperations.addTo(operations);
        TargetOperations.addTo(operations);
        TagOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "elasticloadbalancing";
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
        String[] parts = arn.split(":", 6);
        if (parts.length < 6 || !world.accounts().containsKey(parts[4])) {
            return ResourceFacts.NONE;
        }
        ElbState state = world.account(parts[4]).region(parts[3]).state(ElbState.class, ElbState::new);
        return state.contains(arn) ? ResourceFacts.tagged(state.tags(arn)) : ResourceFacts.NONE;
    }
}
