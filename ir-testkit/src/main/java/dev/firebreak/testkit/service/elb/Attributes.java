package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;

/** The attributes that load balancers and target groups have, with their defaults. */
final class Attributes {
    /** How many seconds a target drains. */
    static final String DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds";

    private static final int MOST_SECONDS = 3600;

    private Attributes() {}

    static Map<String, String> ofLoadBalancer(LoadBalancerTypeEnum type) {
        var attributes = new TreeMap<>(Map.of(
                "deletion_protection.enabled", "false",
                "access_logs.s3.enabled", "false",
                "access_logs.s3.bucket", "",
                "access_logs.s3.prefix", ""));
        if (type == LoadBalancerTypeEnum.NETWORK) {
            attributes.put("load_balancing.cross_zone.enabled", "false");
        } else {
            attributes.putAll(Map.of(
                    "load_balancing.cross_zone.enabled", "true",
                    "idle_timeout.timeout_seconds", "60",
                    "client_keep_alive.seconds", "3600",
                    "routing.http2.enabled", "true",
                    "routing.http.drop_invalid_header_fields.enabled", "false",
                    "routing.http.desync_mitigation_mode", "defensive",
                    "routing.http.xff_header_processing.mode", "append",
                    "waf.fail_open.enabled", "false",
                    "connection_logs.s3.enabled", "false"));
        }
        return attributes;
    }

    static Map<String, String> ofTargetGroup(boolean http) {
        var attributes = new TreeMap<>(Map.of(
                DEREGISTRATION_DELAY,
                "300",
                "stickiness.enabled",
                "false",
                "stickiness.type",
                http ? "lb_cookie" : "source_ip",
                "load_balancing.cross_zone.enabled",
                "use_load_balancer_configuration"));
        if (http) {
            attributes.putAll(Map.of(
                    "slow_start.duration_seconds", "0",
                    "stickiness.lb_cookie.duration_seconds", "86400",
                    "load_balancing.algorithm.type", "round_robin"));
        } else {
            attributes.putAll(Map.of(
                    "proxy_protocol_v2.enabled", "false",
                    "preserve_client_ip.enabled", "true",
                    "deregistration_delay.connection_termination.enabled", "false"));
        }
        return attributes;
    }

    /** Sets attributes, all or none; a key that the resource does not have, and a value that it cannot have, are refused. */
    static void set(SortedMap<String, String> attributes, Map<String, String> wanted) {
        wanted.forEach((key, value) -> {
            if (!attributes.containsKey(key)) {
                throw AwsError.of("InvalidConfigurationRequest", "Attribute key '%s' is not recognized", key);
            }
            if (key.endsWith(".enabled") && !value.matches("true|false")) {
                throw AwsError.of(
                        "InvalidConfigurationRequest",
                        "Attribute value '%s' of '%s' must be true or false",
                        value,
                        key);
            }
            if (key.equals(DEREGISTRATION_DELAY)
                    && (!value.matches("\\d{1,4}") || Integer.parseInt(value) > MOST_SECONDS)) {
                throw AwsError.of(
                        "InvalidConfigurationRequest",
                        "'%s' must be between '0' and '%d' inclusive",
                        key,
                        MOST_SECONDS);
            }
        });
        attributes.putAll(wanted);
    }
}
