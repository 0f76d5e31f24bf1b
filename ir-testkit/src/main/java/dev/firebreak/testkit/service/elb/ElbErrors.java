package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** The refusals that many operations share, in the words of Elastic Load Balancing. */
final class ElbErrors {
    private ElbErrors() {}

    static AwsError invalid(String message, Object... arguments) {
        return AwsError.of("ValidationError", message, arguments);
    }

    /** The value of a required parameter, or the refusal. */
    static <T> T required(@Nullable T value, String parameter) {
        if (value == null || (value instanceof Collection<?> values && values.isEmpty())) {
            throw invalid(
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null",
                    parameter);
        }
        return value;
    }

    static LoadBalancer loadBalancer(Call call, @Nullable String arn) {
        String wanted = required(arn, "loadBalancerArn");
        checkArn(wanted, "loadbalancer/(app|net)/[^/]+/[0-9a-f]{16}", "load balancer");
        return ElbState.of(call)
                .loadBalancers()
                .find(wanted)
                .orElseThrow(() -> AwsError.of("LoadBalancerNotFound", "Load balancer '%s' not found", wanted));
    }

    static TargetGroup targetGroup(Call call, @Nullable String arn) {
        String wanted = required(arn, "targetGroupArn");
        checkArn(wanted, "targetgroup/[^/]+/[0-9a-f]{16}", "target group");
        return ElbState.of(call)
                .targetGroups()
                .find(wanted)
                .orElseThrow(() -> AwsError.of("TargetGroupNotFound", "Target group '%s' not found", wanted));
    }

    static Listener listener(Call call, @Nullable String arn) {
        String wanted = required(arn, "listenerArn");
        checkArn(wanted, "listener/.+", "listener");
        return ElbState.of(call)
                .listeners()
                .find(wanted)
                .orElseThrow(() -> AwsError.of("ListenerNotFound", "Listener '%s' not found", wanted));
    }

    static ElbState.ListenerRule rule(Call call, @Nullable String arn) {
        String wanted = required(arn, "ruleArn");
        checkArn(wanted, "listener-rule/.+", "listener rule");
        return ElbState.of(call)
                .rules()
                .find(wanted)
                .orElseThrow(() -> AwsError.of("RuleNotFound", "Rule '%s' not found", wanted));
    }

    private static void checkArn(String arn, String resource, String what) {
        if (!arn.matches("arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\\d{12}:" + resource)) {
            throw invalid("'%s' is not a valid %s ARN", arn, what);
        }
    }

    /** Refuses names that are not 1 to 32 letters, digits and inner hyphens. */
    static String name(@Nullable String given, String what) {
        String name = required(given, "name");
        if (name.length() > 32) {
            throw invalid("%s name '%s' cannot be longer than '32' characters", what, name);
        }
        if (!name.matches("[a-zA-Z0-9-]+")) {
            throw invalid(
                    "%s name '%s' can only contain characters that are alphanumeric characters and hyphens(-)",
                    what, name);
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw invalid("%s name '%s' cannot begin or end with '-'", what, name);
        }
        return name;
    }
}
