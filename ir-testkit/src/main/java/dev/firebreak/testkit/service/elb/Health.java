package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ec2.Ec2State;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/**
 * How healthy targets are: {@code initial} until the first health check after they were registered, then {@code healthy} as long as
 * they run, and {@code draining} after they were deregistered.
 *
 * <p>The checks themselves are not sent: what listens on an instance, and which groups let the checks in, does not matter.
 */
final class Health {
    static final TargetHealth NOT_REGISTERED =
            of("unused", "Target.NotRegistered", "Target is not registered to the target group");

    private Health() {}

    static TargetHealth of(Call call, TargetGroup group, RegisteredTarget target) {
        if (target.draining()) {
            return of("draining", "Target.DeregistrationInProgress", "Target deregistration is in progress");
        }
        List<LoadBalancer> users = ElbState.of(call).users(group.targetGroupArn()).stream()
                .flatMap(arn -> ElbState.of(call).loadBalancers().find(arn).stream())
                .toList();
        if (users.isEmpty()) {
            return of(
                    "unused",
                    "Target.NotInUse",
                    "Target group is not configured to receive traffic from the load balancer");
        }
        return stopped(call, target)
                .or(() -> elsewhere(call, users, target))
                .orElseGet(() -> checked(call, group, users, target));
    }

    private static Optional<TargetHealth> stopped(Call call, RegisteredTarget target) {
        return call.region()
                .ec2()
                .instances()
                .find(target.id())
                .map(instance -> instance.state(call.now()))
                .filter(state -> state != InstanceStateName.RUNNING && state != InstanceStateName.PENDING)
                .map(state -> of("unused", "Target.InvalidState", "Target is in the " + state + " state"));
    }

    private static Optional<TargetHealth> elsewhere(Call call, List<LoadBalancer> users, RegisteredTarget target) {
        return call.region()
                .ec2()
                .instances()
                .find(target.id())
                .map(instance -> instance.launched().placement().availabilityZone())
                .filter(zone -> users.stream()
                        .flatMap(balancer -> balancer.availabilityZones().stream())
                        .noneMatch(enabled -> zone.equals(enabled.zoneName())))
                .map(zone -> of(
                        "unused",
                        "Target.NotInUse",
                        "Target is in an Availability Zone that is not enabled for the load balancer"));
    }

    private static TargetHealth checked(
            Call call, TargetGroup group, List<LoadBalancer> users, RegisteredTarget target) {
        boolean provisioning = users.stream().noneMatch(balancer -> LoadBalancerOperations.active(call, balancer));
        if (provisioning) {
            return of("initial", "Elb.RegistrationInProgress", "Target registration is in progress");
        }
        if (call.now().isBefore(target.registered().plusSeconds(group.healthCheckIntervalSeconds()))) {
            return of("initial", "Elb.InitialHealthChecking", "Initial health checks in progress");
        }
        boolean answers = target.id().startsWith("i-") || reachable(call, target.id());
        return answers
                ? TargetHealth.builder().state("healthy").build()
                : of("unhealthy", "Target.Timeout", "Request timed out");
    }

    /** Whether an interface with this address is attached to an instance that runs. */
    private static boolean reachable(Call call, String address) {
        return call.region().ec2().interfaces().by(Ec2State.BY_ADDRESS, address).stream()
                .filter(eni -> eni.attachment() != null && eni.attachment().instanceId() != null)
                .flatMap(eni ->
                        call.region().ec2().instances().find(eni.attachment().instanceId()).stream())
                .anyMatch(instance -> instance.in(call.now(), InstanceStateName.RUNNING));
    }

    private static TargetHealth of(String state, String reason, String description) {
        return TargetHealth.builder()
                .state(state)
                .reason(reason)
                .description(description)
                .build();
    }
}
