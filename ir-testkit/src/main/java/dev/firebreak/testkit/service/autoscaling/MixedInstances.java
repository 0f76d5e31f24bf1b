package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.autoscaling.ScalingGroup;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.model.InstanceLifecycleType;
import software.amazon.awssdk.services.ec2.model.MarketType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

/** What a group with a mixed instances policy launches next: the first of its types, on demand or as Spot Instance. */
final class MixedInstances {
    private MixedInstances() {}

    /** Completes a request with the template, the type and the market of the group's next instance. */
    static void choose(
            Call call, ScalingGroup group, MixedInstancesPolicy policy, RunInstancesRequest.Builder request) {
        var overrides = policy.launchTemplate().overrides();
        if (!overrides.isEmpty()) {
            request.instanceType(overrides.get(0).instanceType());
        }
        request.launchTemplate(LaunchRequests.specification(
                template(policy, overrides.isEmpty() ? null : overrides.get(0).instanceType())));
        if (!isOnDemand(call, group, policy.instancesDistribution())) {
            request.instanceMarketOptions(market -> market.marketType(MarketType.SPOT));
        }
    }

    private static boolean isOnDemand(Call call, ScalingGroup group, InstancesDistribution distribution) {
        int base = distribution.onDemandBaseCapacity();
        int above = Math.max(0, group.active() + 1 - base);
        double wanted = base + Math.ceil(above * distribution.onDemandPercentageAboveBaseCapacity() / 100.0);
        return onDemand(call, group) < wanted;
    }

    private static long onDemand(Call call, ScalingGroup group) {
        return group.members().stream()
                .filter(ScalingGroup::isActive)
                .filter(member -> call.region()
                        .ec2()
                        .instances()
                        .find(member.instanceId())
                        .filter(instance -> instance.launched().instanceLifecycle() != InstanceLifecycleType.SPOT)
                        .isPresent())
                .mapToLong(ScalingGroup::weight)
                .sum();
    }

    /** The launch template of a group's members of a type; null when they come from a launch configuration. */
    static @Nullable LaunchTemplateSpecification template(AutoScalingGroup settings, String type) {
        MixedInstancesPolicy policy = settings.mixedInstancesPolicy();
        return policy == null ? settings.launchTemplate() : template(policy, type);
    }

    private static LaunchTemplateSpecification template(MixedInstancesPolicy policy, @Nullable String type) {
        return override(policy, type)
                .map(LaunchTemplateOverrides::launchTemplateSpecification)
                .orElse(policy.launchTemplate().launchTemplateSpecification());
    }

    /** For how many units of capacity a member of a type stands; null where the group counts instances. */
    static @Nullable String weight(AutoScalingGroup settings, String type) {
        MixedInstancesPolicy policy = settings.mixedInstancesPolicy();
        return policy == null
                ? null
                : override(policy, type)
                        .map(LaunchTemplateOverrides::weightedCapacity)
                        .orElse(null);
    }

    private static Optional<LaunchTemplateOverrides> override(MixedInstancesPolicy policy, @Nullable String type) {
        return policy.launchTemplate().overrides().stream()
                .filter(each -> Objects.equals(each.instanceType(), type))
                .findFirst();
    }
}
