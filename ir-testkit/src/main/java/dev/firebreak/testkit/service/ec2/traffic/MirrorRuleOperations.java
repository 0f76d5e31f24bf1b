package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Lists;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import dev.firebreak.testkit.service.ec2.network.Networks;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorFilterRuleRequest;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorFilterRuleResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorFilterRuleRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorFilterRuleResponse;
import software.amazon.awssdk.services.ec2.model.TrafficDirection;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilter;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilterRule;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorPortRange;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorPortRangeRequest;

/** The rules of the filters of traffic mirroring: at most 10 in each direction. */
final class MirrorRuleOperations {
    private static final int RULES_PER_DIRECTION = 10;
    private static final String TYPE = "traffic-mirror-filter-rule";

    private MirrorRuleOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateTrafficMirrorFilterRule",
                        CreateTrafficMirrorFilterRuleRequest::builder,
                        MirrorRuleOperations::create)
                .on(
                        "DeleteTrafficMirrorFilterRule",
                        DeleteTrafficMirrorFilterRuleRequest::builder,
                        MirrorRuleOperations::delete);
    }

    private static CreateTrafficMirrorFilterRuleResponse create(
            Call call, CreateTrafficMirrorFilterRuleRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        TrafficMirrorFilter filter = NetworkKinds.MIRROR_FILTER.get(
                call, Refusals.required(request.trafficMirrorFilterId(), "TrafficMirrorFilterId"));
        TrafficMirrorFilterRule rule = rule(call, request);
        List<TrafficMirrorFilterRule> present = rules(filter, rule.trafficDirection());
        if (present.stream().anyMatch(each -> each.ruleNumber().equals(rule.ruleNumber()))) {
            throw AwsError.of(
                    "TrafficMirrorFilterRuleAlreadyExists",
                    "A traffic mirror filter rule with the number %d already exists in the %s direction",
                    rule.ruleNumber(),
                    rule.trafficDirectionAsString());
        }
        if (present.size() >= RULES_PER_DIRECTION) {
            throw AwsError.of(
                    "TrafficMirrorFilterRuleLimitExceeded",
                    "The maximum number of traffic mirror filter rules has been reached");
        }
        put(call, filter, rule.trafficDirection(), Lists.with(present, rule));
        return CreateTrafficMirrorFilterRuleResponse.builder()
                .clientToken(request.clientToken())
                .trafficMirrorFilterRule(rule)
                .build();
    }

    private static TrafficMirrorFilterRule rule(Call call, CreateTrafficMirrorFilterRuleRequest request) {
        int number = Refusals.required(request.ruleNumber(), "RuleNumber");
        if (number < 1 || number > 32766) {
            throw Refusals.value("Invalid rule number: %d (must be between 1 and 32766)", number);
        }
        String direction = Refusals.required(request.trafficDirectionAsString(), "TrafficDirection");
        String action = Refusals.required(request.ruleActionAsString(), "RuleAction");
        if (!List.of("ingress", "egress").contains(direction)
                || !List.of("accept", "reject").contains(action)) {
            throw Refusals.value("Invalid traffic direction or rule action: %s, %s", direction, action);
        }
        return TrafficMirrorFilterRule.builder()
                .trafficMirrorFilterRuleId(call.world().ids().ec2("tmfr"))
                .trafficMirrorFilterId(request.trafficMirrorFilterId())
                .trafficDirection(direction)
                .ruleNumber(number)
                .ruleAction(action)
                .protocol(request.protocol())
                .sourceCidrBlock(range(Refusals.required(request.sourceCidrBlock(), "SourceCidrBlock")))
                .destinationCidrBlock(range(Refusals.required(request.destinationCidrBlock(), "DestinationCidrBlock")))
                .sourcePortRange(ports(request.sourcePortRange()))
                .destinationPortRange(ports(request.destinationPortRange()))
                .description(request.description())
                .build();
    }

    private static String range(String cidr) {
        return cidr.contains(":")
                ? Networks.ipv6(cidr, "cidrBlock").cidr()
                : Networks.range(cidr, "cidrBlock").cidr();
    }

    private static @Nullable TrafficMirrorPortRange ports(@Nullable TrafficMirrorPortRangeRequest request) {
        return request == null
                ? null
                : TrafficMirrorPortRange.builder()
                        .fromPort(request.fromPort())
                        .toPort(request.toPort())
                        .build();
    }

    private static DeleteTrafficMirrorFilterRuleResponse delete(
            Call call, DeleteTrafficMirrorFilterRuleRequest request) {
        String id = Refusals.required(request.trafficMirrorFilterRuleId(), "TrafficMirrorFilterRuleId");
        for (TrafficMirrorFilter filter :
                call.region().ec2().networks().mirrorFilters().all()) {
            for (TrafficDirection direction : TrafficDirection.knownValues()) {
                List<TrafficMirrorFilterRule> present = rules(filter, direction);
                List<TrafficMirrorFilterRule> others = present.stream()
                        .filter(rule -> !rule.trafficMirrorFilterRuleId().equals(id))
                        .toList();
                if (others.size() < present.size()) {
                    put(call, filter, direction, others);
                    return DeleteTrafficMirrorFilterRuleResponse.builder()
                            .trafficMirrorFilterRuleId(id)
                            .build();
                }
            }
        }
        throw AwsError.of(
                "InvalidTrafficMirrorFilterRuleId.NotFound",
                "The traffic mirror filter rule ID '%s' does not exist",
                id);
    }

    private static List<TrafficMirrorFilterRule> rules(TrafficMirrorFilter filter, TrafficDirection direction) {
        return direction == TrafficDirection.INGRESS ? filter.ingressFilterRules() : filter.egressFilterRules();
    }

    private static void put(
            Call call, TrafficMirrorFilter filter, TrafficDirection direction, List<TrafficMirrorFilterRule> rules) {
        TrafficMirrorFilter changed = direction == TrafficDirection.INGRESS
                ? filter.copy(copy -> copy.ingressFilterRules(rules))
                : filter.copy(copy -> copy.egressFilterRules(rules));
        call.region().ec2().networks().mirrorFilters().put(changed);
    }
}
