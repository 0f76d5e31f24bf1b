package dev.firebreak.testkit.service.elb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class TargetHealthCasesTest extends ServiceCases {
    private static final String HEALTH =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html";
    private static final String DELAY =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html";
    private static final String STANDBY =
            "https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html";

    private final ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());
    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final AutoScalingClient scaling = client(AutoScalingClient.builder());
    private final Estate estate = Estate.in(fake);

    private String targetGroup() {
        return elb.createTargetGroup(
                        request -> request.name("web").protocol("HTTP").port(80).vpcId(estate.vpcId()))
                .targetGroups()
                .get(0)
                .targetGroupArn();
    }

    private void balance(String targetGroup) {
        String balancer = elb.createLoadBalancer(request ->
                        request.name("web").subnets(estate.subnetIds().subList(0, 2)))
                .loadBalancers()
                .get(0)
                .loadBalancerArn();
        elb.createListener(request -> request.loadBalancerArn(balancer)
                .protocol("HTTP")
                .port(80)
                .defaultActions(action -> action.type("forward").targetGroupArn(targetGroup)));
        clock.advance(Duration.ofMinutes(2));
    }

    private List<String> health(String targetGroup) {
        return elb
                .describeTargetHealth(request -> request.targetGroupArn(targetGroup))
                .targetHealthDescriptions()
                .stream()
                .map(each -> each.targetHealth().stateAsString() + " "
                        + each.targetHealth().reasonAsString())
                .toList();
    }

    private void register(String targetGroup, String instance) {
        elb.registerTargets(request -> request.targetGroupArn(targetGroup).targets(target -> target.id(instance)));
    }

    @Test
    @AwsFact(value = "A target is initial until it passed one health check", source = HEALTH)
    void health_registered_isInitialThenHealthy() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        register(targetGroup, estate.launch(InstanceSpec.named("web")).id());

        assertThat(health(targetGroup)).containsExactly("initial Elb.InitialHealthChecking");
        clock.advance(Duration.ofSeconds(30));
        assertThat(health(targetGroup)).containsExactly("healthy null");
    }

    @Test
    @AwsFact(value = "Targets are unused while no load balancer forwards to their group", source = HEALTH)
    void health_groupWithoutListener_isUnused() {
        String targetGroup = targetGroup();
        register(targetGroup, estate.launch(InstanceSpec.named("web")).id());

        assertThat(health(targetGroup)).containsExactly("unused Target.NotInUse");
    }

    @Test
    @AwsFact(value = "A stopped target is unused", source = HEALTH)
    void health_stoppedInstance_isUnused() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        String web = estate.launch(InstanceSpec.named("web")).id();
        register(targetGroup, web);

        ec2.stopInstances(request -> request.instanceIds(web));

        assertThat(health(targetGroup)).containsExactly("unused Target.InvalidState");
    }

    @Test
    @AwsFact(value = "A deregistered target drains for 300 seconds by default", source = DELAY)
    void deregister_healthyTarget_drainsForTheDelay() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        String web = estate.launch(InstanceSpec.named("web")).id();
        register(targetGroup, web);
        clock.advance(Duration.ofMinutes(1));

        elb.deregisterTargets(request -> request.targetGroupArn(targetGroup).targets(target -> target.id(web)));

        assertThat(health(targetGroup)).containsExactly("draining Target.DeregistrationInProgress");
        clock.advance(Duration.ofSeconds(299));
        assertThat(health(targetGroup)).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        assertThat(health(targetGroup)).isEmpty();
    }

    @Test
    @AwsFact(value = "The deregistration delay is set for each target group, up to 3600 seconds", source = DELAY)
    void modifyAttributes_deregistrationDelay_isUsed() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        String web = estate.launch(InstanceSpec.named("web")).id();
        register(targetGroup, web);
        elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(targetGroup)
                .attributes(
                        each -> each.key("deregistration_delay.timeout_seconds").value("10")));

        elb.deregisterTargets(request -> request.targetGroupArn(targetGroup).targets(target -> target.id(web)));
        clock.advance(Duration.ofSeconds(10));

        assertThat(health(targetGroup)).isEmpty();
        assertThat(Refused.by(() -> elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(targetGroup)
                        .attributes(each ->
                                each.key("deregistration_delay.timeout_seconds").value("3601")))))
                .startsWith("InvalidConfigurationRequest: ");
    }

    @Test
    @AwsFact(
            value = "Only running instances of the target group's VPC can be registered",
            source = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html")
    void register_stoppedOrForeignInstance_isRefused() {
        String targetGroup = targetGroup();
        String stopped = estate.launch(InstanceSpec.named("web")).id();
        ec2.stopInstances(request -> request.instanceIds(stopped));
        String foreign = Estate.in(fake).launch(InstanceSpec.named("other")).id();

        assertThat(Refused.by(() -> register(targetGroup, stopped)))
                .isEqualTo("InvalidTarget: The following targets are not in a running state and cannot be registered: '"
                        + stopped + "'");
        assertThat(Refused.by(() -> register(targetGroup, foreign)))
                .startsWith("InvalidTarget: The following targets are not in the target group VPC");
    }

    @Test
    @AwsFact(
            value = "An instance in standby is deregistered, and registered again when it leaves standby",
            source = STANDBY)
    void enterStandby_memberOfTargetGroup_drains() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        String web = estate.launch(InstanceSpec.named("web").inAutoScalingGroup("web"))
                .id();
        scaling.updateAutoScalingGroup(
                request -> request.autoScalingGroupName("web").minSize(0));
        scaling.attachLoadBalancerTargetGroups(
                request -> request.autoScalingGroupName("web").targetGroupARNs(targetGroup));
        clock.advance(Duration.ofMinutes(1));
        assertThat(health(targetGroup)).containsExactly("healthy null");

        scaling.enterStandby(
                request -> request.autoScalingGroupName("web").instanceIds(web).shouldDecrementDesiredCapacity(true));

        assertThat(health(targetGroup)).containsExactly("draining Target.DeregistrationInProgress");
        scaling.exitStandby(request -> request.autoScalingGroupName("web").instanceIds(web));
        assertThat(health(targetGroup)).containsExactly("initial Elb.InitialHealthChecking");
    }

    @Test
    @AwsFact(
            value = "Detaching a target group from an Auto Scaling group deregisters its instances",
            source = "https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DetachLoadBalancerTargetGroups.html")
    void detachTargetGroup_members_areDeregistered() {
        String targetGroup = targetGroup();
        balance(targetGroup);
        estate.launch(InstanceSpec.named("web").inAutoScalingGroup("web"));
        scaling.attachLoadBalancerTargetGroups(
                request -> request.autoScalingGroupName("web").targetGroupARNs(targetGroup));
        assertThat(scaling.describeLoadBalancerTargetGroups(request -> request.autoScalingGroupName("web"))
                        .loadBalancerTargetGroups())
                .extracting(each -> each.loadBalancerTargetGroupARN() + " " + each.state())
                .containsExactly(targetGroup + " InService");

        scaling.detachLoadBalancerTargetGroups(
                request -> request.autoScalingGroupName("web").targetGroupARNs(targetGroup));

        assertThat(health(targetGroup)).containsExactly("draining Target.DeregistrationInProgress");
        assertThat(Refused.by(() -> scaling.attachLoadBalancerTargetGroups(request ->
                        request.autoScalingGroupName("web").targetGroupARNs(targetGroup.replace("/web/", "/none/")))))
                .startsWith("ValidationError: Provided Target Groups may not be valid.");
    }
}
