package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** What listeners and rules do with a request. */
final class Actions {
    private Actions() {}

    /** The target groups that an action forwards to. */
    static List<String> targetGroups(Action action) {
        if (action.forwardConfig() != null
                && !action.forwardConfig().targetGroups().isEmpty()) {
            return action.forwardConfig().targetGroups().stream()
                    .map(TargetGroupTuple::targetGroupArn)
                    .toList();
        }
        return action.targetGroupArn() == null ? List.of() : List.of(action.targetGroupArn());
    }

    /** The actions of a listener or rule of a load balancer, complete, after the checks of Elastic Load Balancing. */
    static List<Action> checked(Call call, LoadBalancer balancer, List<Action> wanted) {
        ElbErrors.required(wanted, "actions");
        var actions = new ArrayList<Action>();
        for (Action action : wanted) {
            checkType(balancer, action);
            for (String arn : targetGroups(action)) {
                checkTargetGroup(balancer, ElbErrors.targetGroup(call, arn));
            }
            actions.add(complete(action));
        }
        return actions;
    }

    private static void checkType(LoadBalancer balancer, Action action) {
        String type = ElbErrors.required(action.typeAsString(), "type");
        if (action.type() == ActionTypeEnum.UNKNOWN_TO_SDK_VERSION) {
            throw ElbErrors.invalid("'%s' is not a valid action type", type);
        }
        boolean forwards = action.type() == ActionTypeEnum.FORWARD;
        if (!forwards && balancer.type() == LoadBalancerTypeEnum.NETWORK) {
            throw AwsError.of(
                    "InvalidLoadBalancerAction",
                    "Action type '%s' must be 'forward' for a network load balancer",
                    type);
        }
        if (forwards && targetGroups(action).isEmpty()) {
            throw ElbErrors.invalid("A target group ARN must be specified");
        }
    }

    private static void checkTargetGroup(LoadBalancer balancer, TargetGroup group) {
        if (group.vpcId() != null && !group.vpcId().equals(balancer.vpcId())) {
            throw AwsError.of(
                    "InvalidConfigurationRequest",
                    "The following target groups cannot be used by load balancer '%s' because they are in a different VPC: %s",
                    balancer.loadBalancerArn(),
                    group.targetGroupArn());
        }
        boolean http = List.of("HTTP", "HTTPS").contains(String.valueOf(group.protocolAsString()));
        if (http != (balancer.type() == LoadBalancerTypeEnum.APPLICATION)) {
            throw AwsError.of(
                    "IncompatibleProtocols",
                    "The target group with ARN '%s' has a protocol that the listener cannot forward to",
                    group.targetGroupArn());
        }
    }

    /** A forward action names its target group in both forms that the API knows. */
    private static Action complete(Action action) {
        List<String> groups = targetGroups(action);
        if (action.type() != ActionTypeEnum.FORWARD || groups.size() != 1) {
            return action;
        }
        return action.copy(copy -> copy.targetGroupArn(groups.get(0))
                .forwardConfig(forward -> forward.targetGroups(TargetGroupTuple.builder()
                                .targetGroupArn(groups.get(0))
                                .weight(1)
                                .build())
                        .targetGroupStickinessConfig(stickiness -> stickiness.enabled(false))));
    }
}
