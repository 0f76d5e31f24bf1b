package dev.firebreak.testkit.service.autoscaling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.ServiceCases;
import dev.firebreak.testkit.world.AwsEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;

class ScalingEventCasesTest extends ServiceCases {
    private static final String EVENTS =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html";
    private static final String GROUP = "web";

    private final List<AwsEvent> told = new ArrayList<>();

    @BeforeEach
    void listen() {
        fake.world().events().listen(event -> {
            if (event.source().equals("aws.autoscaling")) {
                told.add(event);
            }
        });
    }

    @Test
    @AwsFact(value = "A launch is told with the ARNs of the group and the instance", source = EVENTS)
    void setDesiredCapacity_more_tellsOfTheLaunch() {
        AutoScalingClient scaling = group();

        desire(scaling, 2);

        String launched = members(scaling).get(1);
        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("EC2 Instance Launch Successful");
            assertThat(event.resources()).hasSize(2);
            assertThat(event.resources().get(0)).endsWith(":autoScalingGroupName/" + GROUP);
            assertThat(event.resources().get(1)).endsWith(":instance/" + launched);
            assertThat(event.detail().path("EC2InstanceId").asText()).isEqualTo(launched);
            assertThat(event.detail().path("AutoScalingGroupName").asText()).isEqualTo(GROUP);
            assertThat(event.detail().path("Description").asText())
                    .isEqualTo("Launching a new EC2 instance: " + launched);
            assertThat(event.detail().path("Details").path("Subnet ID").asText())
                    .startsWith("subnet-");
            assertThat(event.detail().path("Destination").asText()).isEqualTo("AutoScalingGroup");
        });
    }

    @Test
    @AwsFact(value = "A launch that a hook holds up is told when the hook has let it go", source = EVENTS)
    void setDesiredCapacity_withHook_tellsOfTheLaunchAfterTheAction() {
        AutoScalingClient scaling = group();
        scaling.putLifecycleHook(hook -> hook.autoScalingGroupName(GROUP)
                .lifecycleHookName("check")
                .lifecycleTransition("autoscaling:EC2_INSTANCE_LAUNCHING"));

        desire(scaling, 2);
        List<String> before = types();
        String waiting = members(scaling).get(1);
        scaling.completeLifecycleAction(done -> done.autoScalingGroupName(GROUP)
                .lifecycleHookName("check")
                .instanceId(waiting)
                .lifecycleActionResult("CONTINUE"));
        members(scaling);

        assertThat(before).containsExactly("EC2 Instance-launch Lifecycle Action");
        assertThat(told.get(0).detail().path("Origin").asText()).isEqualTo("EC2");
        assertThat(types()).containsExactly("EC2 Instance-launch Lifecycle Action", "EC2 Instance Launch Successful");
    }

    @Test
    @AwsFact(value = "A launch that EC2 refuses is told as unsuccessful, with the reason", source = EVENTS)
    void setDesiredCapacity_launchRefused_tellsOfTheFailure() {
        AutoScalingClient scaling = group();
        fake.ec2().createKeyPair(key -> key.keyName("gone"));
        String image = fake.ec2()
                .describeInstances()
                .reservations()
                .get(0)
                .instances()
                .get(0)
                .imageId();
        scaling.createLaunchConfiguration(configuration -> configuration
                .launchConfigurationName("keyed")
                .imageId(image)
                .keyName("gone")
                .instanceType("t3.micro"));
        fake.ec2().deleteKeyPair(key -> key.keyName("gone"));

        scaling.createAutoScalingGroup(make -> make.autoScalingGroupName("other")
                .launchConfigurationName("keyed")
                .availabilityZones("eu-west-1a")
                .minSize(1)
                .maxSize(1));

        assertThat(told).singleElement().satisfies(event -> {
            assertThat(event.detailType()).isEqualTo("EC2 Instance Launch Unsuccessful");
            assertThat(event.detail().path("StatusCode").asText()).isEqualTo("Failed");
            assertThat(event.detail().path("StatusMessage").asText()).isEqualTo("The key pair 'gone' does not exist");
        });
    }

    @Test
    @AwsFact(value = "The end of a member and the launch of the next are told", source = EVENTS)
    void terminateInstance_member_tellsOfTheEndAndTheReplacement() {
        AutoScalingClient scaling = group();
        String member = members(scaling).get(0);

        scaling.terminateInstanceInAutoScalingGroup(
                end -> end.instanceId(member).shouldDecrementDesiredCapacity(false));

        assertThat(types()).containsExactly("EC2 Instance Terminate Successful", "EC2 Instance Launch Successful");
        assertThat(told.get(0).detail().path("EC2InstanceId").asText()).isEqualTo(member);
        assertThat(told.get(0).detail().path("Origin").asText()).isEqualTo("AutoScalingGroup");
    }

    @Test
    @AwsFact(
            value = "A member that is detached is told of",
            source = "https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-autoscaling.html")
    void detachInstances_member_tellsOfIt() {
        AutoScalingClient scaling = group();
        String member = members(scaling).get(0);

        scaling.detachInstances(
                detach -> detach.autoScalingGroupName(GROUP).instanceIds(member).shouldDecrementDesiredCapacity(false));

        assertThat(types()).containsExactly("EC2 Instance Detach Successful", "EC2 Instance Launch Successful");
    }

    private AutoScalingClient group() {
        Estate.in(fake).launch(InstanceSpec.named("web").inAutoScalingGroup(GROUP));
        told.clear();
        return client(AutoScalingClient.builder());
    }

    private List<String> types() {
        return told.stream().map(AwsEvent::detailType).toList();
    }

    private static void desire(AutoScalingClient scaling, int capacity) {
        scaling.setDesiredCapacity(
                request -> request.autoScalingGroupName(GROUP).desiredCapacity(capacity));
    }

    private static List<String> members(AutoScalingClient scaling) {
        return scaling
                .describeAutoScalingGroups(request -> request.autoScalingGroupNames(GROUP))
                .autoScalingGroups()
                .get(0)
                .instances()
                .stream()
                .map(member -> member.instanceId())
                .toList();
    }
}
