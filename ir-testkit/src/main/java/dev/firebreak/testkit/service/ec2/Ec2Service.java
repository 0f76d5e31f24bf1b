package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.connection.ConnectionOperations;
import dev.firebreak.testkit.service.ec2.firewall.FirewallOperations;
import dev.firebreak.testkit.service.ec2.image.Images;
import dev.firebreak.testkit.service.ec2.instance.InstanceTypeOperations;
import dev.firebreak.testkit.service.ec2.instance.MonitoringOperations;
import dev.firebreak.testkit.service.ec2.instance.PasswordOperations;
import dev.firebreak.testkit.service.ec2.instance.ScreenOperations;
import dev.firebreak.testkit.service.ec2.key.KeyPairOperations;
import dev.firebreak.testkit.service.ec2.network.NetworkOperations;
import dev.firebreak.testkit.service.ec2.reachability.ReachabilityOperations;
import dev.firebreak.testkit.service.ec2.routing.NatGateways;
import dev.firebreak.testkit.service.ec2.routing.RoutingOperations;
import dev.firebreak.testkit.service.ec2.storage.StorageOperations;
import dev.firebreak.testkit.service.ec2.template.LaunchTemplates;
import dev.firebreak.testkit.service.ec2.traffic.TrafficOperations;
import dev.firebreak.testkit.service.ec2.transit.TransitOperations;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.util.List;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * The fake EC2.
 *
 * <p>It refuses what EC2 refuses, with EC2's codes and messages. Times that EC2 takes are those of
 * {@link dev.firebreak.testkit.world.ec2.Ec2Timing}; by default instances change their state at once, and snapshots and images take
 * minutes of the world's clock.
 */
public final class Ec2Service implements FakeService {
    private final Operations operations = Operations.lazily(Ec2Service::addAll);

    /** The service; all its state lies in the world. */
    public Ec2Service() {}

    private static void addAll(Operations operations) {
        var plain = new Operations();
        InstanceOperations.addTo(plain);
        InstanceLifecycleOperations.addTo(plain);
        InstanceAttributeOperations.addTo(plain);
        MonitoringOperations.addTo(plain);
        ScreenOperations.addTo(plain);
        InstanceTypeOperations.addTo(plain);
        PasswordOperations.addTo(plain);
        KeyPairOperations.addTo(plain);
        NetworkOperations.addTo(plain);
        FirewallOperations.addTo(plain);
        RoutingOperations.addTo(plain);
        TransitOperations.addTo(plain);
        ConnectionOperations.addTo(plain);
        TrafficOperations.addTo(plain);
        ReachabilityOperations.addTo(plain);
        StorageOperations.addTo(plain);
        Images.addTo(plain);
        TagOperations.addTo(plain);
        ProfileAssociationOperations.addTo(plain);
        LaunchTemplates.addTo(plain);
        RegionOperations.addTo(plain);
        plain.all().forEach(operation -> add(operations, operation));
    }

    @Override
    public String signingName() {
        return "ec2";
    }

    @Override
    public Protocol protocol() {
        return Protocol.EC2_QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        String[] parts = arn.split(":", 6);
        String id = parts[5].substring(parts[5].indexOf('/') + 1);
        // Images and snapshots do not say in their ARNs whose they are.
        return world.accounts().values().stream()
                .filter(account -> parts[4].isEmpty() || parts[4].equals(account.id()))
                .filter(account -> account.regions().containsKey(parts[3]))
                .map(account -> account.region(parts[3]).ec2().tags().of(id))
                .filter(tags -> !tags.isEmpty())
                .findFirst()
                .map(ResourceFacts::tagged)
                .orElse(ResourceFacts.NONE);
    }

    /** Launches instances as another service does, and answers their ids. */
    public static List<String> launch(Call call, RunInstancesRequest request) {
        return InstanceLauncher.launch(call, request).stream()
                .map(Ec2Instance::id)
                .toList();
    }

    /** Terminates an instance, if it is still there, as another service does: {@code disableApiTermination} does not matter. */
    public static void terminate(Call call, String instanceId) {
        call.region()
                .ec2()
                .instances()
                .find(instanceId)
                .ifPresent(instance -> InstanceLifecycleOperations.terminate(call, instance));
    }

    private static <Q extends AwsRequest> void add(Operations operations, Operations.Operation<Q> operation) {
        operations.<Q>streaming(operation.name(), operation.route(), operation.request(), (call, request) -> {
            call.world().lags().ec2().present(() -> {
                catchUp(call);
                return true;
            });
            FreshIds.check(call, request);
            return ClientTokens.once(call, operation, request);
        });
    }

    /** Lets happen what happened by itself since the last call. */
    private static void catchUp(Call call) {
        NatGateways.catchUp(call);
        call.region().ec2().catchUp(call.now());
        call.region().autoScaling().upkeep().run();
    }
}
