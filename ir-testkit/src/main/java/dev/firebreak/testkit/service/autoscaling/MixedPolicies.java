package dev.firebreak.testkit.service.autoscaling;

import dev.firebreak.testkit.service.Call;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.autoscaling.model.InstancesDistribution;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;

/** Checks mixed instances policies, and completes them with what Auto Scaling takes for granted. */
final class MixedPolicies {
    private static final int MOST_OVERRIDES = 40;

    private MixedPolicies() {}

    static MixedInstancesPolicy complete(Call call, MixedInstancesPolicy given) {
        var template = given.launchTemplate();
        if (template == null || template.launchTemplateSpecification() == null) {
            throw Groups.invalid("LaunchTemplate is required when specifying MixedInstancesPolicy.");
        }
        List<LaunchTemplateOverrides> overrides = template.overrides();
        check(overrides);
        var main = LaunchSources.template(call, template.launchTemplateSpecification());
        List<LaunchTemplateOverrides> complete = overrides.stream()
                .map(each -> each.launchTemplateSpecification() == null
                        ? each
                        : each.copy(copy -> copy.launchTemplateSpecification(
                                LaunchSources.template(call, each.launchTemplateSpecification()))))
                .toList();
        return MixedInstancesPolicy.builder()
                .launchTemplate(copy -> copy.launchTemplateSpecification(main).overrides(complete))
                .instancesDistribution(distribution(Objects.requireNonNullElse(
                        given.instancesDistribution(),
                        InstancesDistribution.builder().build())))
                .build();
    }

    private static void check(List<LaunchTemplateOverrides> overrides) {
        if (overrides.size() > MOST_OVERRIDES) {
            throw Groups.invalid("The number of overrides must not exceed %d.", MOST_OVERRIDES);
        }
        if (overrides.stream().anyMatch(each -> each.instanceRequirements() != null)) {
            throw Groups.invalid(
                    "InstanceRequirements are not simulated: name an instance type in each of the overrides");
        }
        if (overrides.stream()
                        .map(LaunchTemplateOverrides::instanceType)
                        .distinct()
                        .count()
                < overrides.size()) {
            throw Groups.invalid("Duplicate instance types in the overrides are not allowed.");
        }
        long weighted = overrides.stream()
                .filter(each -> each.weightedCapacity() != null)
                .count();
        if (weighted > 0 && weighted < overrides.size()) {
            throw Groups.invalid("You must specify a weight for either all of the instance types or none of them.");
        }
        if (!overrides.stream().allMatch(MixedPolicies::isWeightValid)) {
            throw Groups.invalid("WeightedCapacity must be a whole number from 1 to 999.");
        }
    }

    private static boolean isWeightValid(LaunchTemplateOverrides override) {
        return override.weightedCapacity() == null
                || override.weightedCapacity().matches("[1-9]\\d{0,2}");
    }

    private static InstancesDistribution distribution(InstancesDistribution given) {
        int base = Objects.requireNonNullElse(given.onDemandBaseCapacity(), 0);
        int percentage = Objects.requireNonNullElse(given.onDemandPercentageAboveBaseCapacity(), 100);
        if (base < 0 || percentage < 0 || percentage > 100) {
            throw Groups.invalid(
                    "OnDemandBaseCapacity must not be negative, and OnDemandPercentageAboveBaseCapacity must be from 0 to 100.");
        }
        String spot = Objects.requireNonNullElse(given.spotAllocationStrategy(), "lowest-price");
        return given.copy(copy -> copy.onDemandBaseCapacity(base)
                .onDemandPercentageAboveBaseCapacity(percentage)
                .onDemandAllocationStrategy(
                        Objects.requireNonNullElse(given.onDemandAllocationStrategy(), "prioritized"))
                .spotAllocationStrategy(spot)
                .spotInstancePools(
                        spot.equals("lowest-price") ? Objects.requireNonNullElse(given.spotInstancePools(), 2) : null));
    }
}
