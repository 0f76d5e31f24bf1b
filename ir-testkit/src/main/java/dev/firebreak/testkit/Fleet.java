package dev.firebreak.testkit;

import dev.firebreak.testkit.quota.Quotas;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/**
 * Launches very many like instances, 100,000 in seconds, each with one interface and one volume.
 *
 * <p>A Region has 5,000 network interfaces at most, unless the fake is built with {@link Quotas#raised more}.
 *
 * <p>Each 60,000 of them have a VPC of one subnet. Everything is made as EC2 makes it; only no answers are written.
 */
public final class Fleet {
    private static final int PER_VPC = 60_000;
    private static final int PER_LAUNCH = 1_000;

    private final DirectCalls calls;

    private Fleet(DirectCalls calls) {
        this.calls = calls;
    }

    /** Launches instances in the default account and Region of a fake, and answers their ids. */
    public static List<String> launch(FakeAws fake, int count) {
        return launch(fake.world(), fake.accountId(), fake.region().id(), count);
    }

    /** Launches instances in an account and a Region, both made when first asked for, and answers their ids. */
    public static List<String> launch(World world, String accountId, String region, int count) {
        synchronized (world) {
            return new Fleet(new DirectCalls(world, accountId, region)).launch(count);
        }
    }

    private List<String> launch(int count) {
        var ids = new ArrayList<String>(count);
        String subnet = "";
        while (ids.size() < count) {
            if (ids.size() % PER_VPC == 0) {
                subnet = subnet();
            }
            ids.addAll(calls.launch(RunInstancesRequest.builder()
                    .imageId(image())
                    .instanceType(InstanceType.M6_I_LARGE)
                    .subnetId(subnet)
                    .minCount(1)
                    .maxCount(Math.min(PER_LAUNCH, count - ids.size()))
                    .build()));
        }
        return ids;
    }

    private String subnet() {
        Region region = calls.region();
        String vpc = calls.ec2(
                        CreateVpcRequest.builder().cidrBlock("10.0.0.0/16").build(), CreateVpcResponse.class)
                .vpc()
                .vpcId();
        return calls.ec2(
                        CreateSubnetRequest.builder()
                                .vpcId(vpc)
                                .availabilityZone(region.zones().get(0))
                                .cidrBlock("10.0.0.0/16")
                                .build(),
                        CreateSubnetResponse.class)
                .subnet()
                .subnetId();
    }

    private String image() {
        return calls.region().ec2().images().all().iterator().next().imageId();
    }
}
