package dev.firebreak.testkit.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.AutoScalingGroup;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateOverrides;
import software.amazon.awssdk.services.ec2.model.InstanceType;

class MixedInstancesCasesTest extends ServiceCases {
    private static final String MIXED =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups.html";
    private static final String WEIGHTS =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-mixed-instances-groups-instance-weighting.html";

    @Test
    @AwsFact(value = "On-Demand Instances of a mixed group are of the first type of the overrides", source = MIXED)
    void createAutoScalingGroup_mixedPolicy_launchesTheFirstType() {
        AutoScalingGroup group = group(2, type("m5.large"), type("t3.micro"));

        assertThat(group.instances()).hasSize(2).allSatisfy(member -> {
            assertThat(member.instanceType()).isEqualTo("m5.large");
            assertThat(member.launchTemplate().launchTemplateName()).isEqualTo("mixed");
            assertThat(member.weightedCapacity()).isNull();
        });
        assertThat(group.launchTemplate()).isNull();
        var distribution = group.mixedInstancesPolicy().instancesDistribution();
        assertThat(distribution.onDemandPercentageAboveBaseCapacity()).isEqualTo(100);
        assertThat(distribution.onDemandAllocationStrategy()).isEqualTo("prioritized");
        assertThat(distribution.spotAllocationStrategy()).isEqualTo("lowest-price");
    }

    @Test
    @AwsFact(
            value = "With weights the desired capacity counts units, and the last launch can exceed it",
            source = WEIGHTS)
    void createAutoScalingGroup_weights_countUnits() {
        AutoScalingGroup group = group(5, weighted("m5.large", "2"), weighted("m5.xlarge", "4"));

        assertThat(group.instances())
                .hasSize(3)
                .allSatisfy(member -> assertThat(member.weightedCapacity()).isEqualTo("2"));
    }

    @Test
    @AwsFact(value = "Weights are given for all types or for none", source = WEIGHTS)
    void createAutoScalingGroup_someWeights_isRefused() {
        assertThat(Refused.by(() -> group(1, weighted("m5.large", "2"), type("t3.micro"))))
                .startsWith("ValidationError: You must specify a weight for either all");
    }

    @Test
    @AwsFact(value = "A mixed instances policy needs a launch template", source = MIXED)
    void createAutoScalingGroup_noTemplate_isRefused() {
        AutoScalingClient scaling = client(AutoScalingClient.builder());

        assertThat(Refused.by(() -> scaling.createAutoScalingGroup(make -> make.autoScalingGroupName("mixed")
                        .availabilityZones("eu-west-1a")
                        .minSize(1)
                        .maxSize(1)
                        .mixedInstancesPolicy(policy -> policy.launchTemplate(template -> {})))))
                .startsWith("ValidationError");
    }

    private static LaunchTemplateOverrides type(String type) {
        return LaunchTemplateOverrides.builder().instanceType(type).build();
    }

    private static LaunchTemplateOverrides weighted(String type, String weight) {
        return LaunchTemplateOverrides.builder()
                .instanceType(type)
                .weightedCapacity(weight)
                .build();
    }

    private AutoScalingGroup group(int desired, LaunchTemplateOverrides... overrides) {
        Estate.in(fake).launch(InstanceSpec.named("pattern"));
        String image = fake.ec2()
                .describeInstances()
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .imageId();
        fake.ec2()
                .createLaunchTemplate(make -> make.launchTemplateName("mixed")
                        .launchTemplateData(data -> data.imageId(image).instanceType(InstanceType.T3_NANO)));
        AutoScalingClient scaling = client(AutoScalingClient.builder());
        scaling.createAutoScalingGroup(make -> make.autoScalingGroupName("mixed")
                .availabilityZones("eu-west-1a")
                .minSize(0)
                .maxSize(10)
                .desiredCapacity(desired)
                .mixedInstancesPolicy(policy -> policy.launchTemplate(
                        template -> template.launchTemplateSpecification(specification -> specification
                                        .launchTemplateName("mixed")
                                        .version("$Latest"))
                                .overrides(List.of(overrides)))));
        return scaling.describeAutoScalingGroups(query -> query.autoScalingGroupNames("mixed"))
                .autoScalingGroups()
                .get(0);
    }
}
