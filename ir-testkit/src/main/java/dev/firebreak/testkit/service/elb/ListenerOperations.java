package dev.firebreak.testkit.service.elb;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;

/** Listeners; what they do with requests is in their rules, {@link RuleOperations}. */
final class ListenerOperations {
    private static final Map<LoadBalancerTypeEnum, List<String>> PROTOCOLS = Map.of(
            LoadBalancerTypeEnum.APPLICATION, List.of("HTTP", "HTTPS"),
            LoadBalancerTypeEnum.NETWORK, List.of("TCP", "TLS", "UDP", "TCP_UDP"));

    private ListenerOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateListener", CreateListenerRequest::builder, ListenerOperations::create)
                .on("ModifyListener", ModifyListenerRequest::builder, ListenerOperations::modify)
                .on("DeleteListener", DeleteListenerRequest::builder, ListenerOperations::delete)
                .on("DescribeListeners", DescribeListenersRequest::builder, ListenerOperations::describe);
    }

    private static CreateListenerResponse create(Call call, CreateListenerRequest request) {
        LoadBalancer balancer = ElbErrors.loadBalancer(call, request.loadBalancerArn());
        ElbState state = ElbState.of(call);
        String protocol = protocol(balancer, ElbErrors.required(request.protocolAsString(), "protocol"));
        int port = ElbErrors.required(request.port(), "port");
        checkPort(state, balancer, port, "");
        checkCertificates(protocol, request.certificates());
        List<Action> actions = Actions.checked(call, balancer, request.defaultActions());
        Tags.checkNew(request.tags());
        Listener listener = Listener.builder()
                .listenerArn(Arns.within(call, balancer.loadBalancerArn(), "loadbalancer", "listener"))
                .loadBalancerArn(balancer.loadBalancerArn())
                .protocol(protocol)
                .port(port)
                .certificates(request.certificates())
                .sslPolicy(request.certificates().isEmpty() ? null : sslPolicy(request.sslPolicy()))
                .defaultActions(actions)
                .build();
        state.listeners().put(listener);
        state.rules().put(RuleOperations.defaultRule(call, listener));
        Tags.put(state.tags(listener.listenerArn()), request.tags());
        return CreateListenerResponse.builder().listeners(listener).build();
    }

    private static String sslPolicy(@Nullable String given) {
        return given == null ? "ELBSecurityPolicy-2016-08" : given;
    }

    private static String protocol(LoadBalancer balancer, String protocol) {
        if (!PROTOCOLS.getOrDefault(balancer.type(), List.of()).contains(protocol)) {
            throw ElbErrors.invalid(
                    "Listener protocol '%s' must be one of '%s'",
                    protocol, String.join(", ", PROTOCOLS.getOrDefault(balancer.type(), List.of())));
        }
        return protocol;
    }

    private static void checkPort(ElbState state, LoadBalancer balancer, int port, String listenerArn) {
        if (port < 1 || port > 65535) {
            throw ElbErrors.invalid(
                    "1 validation error detected: Value '%d' at 'port' failed to satisfy constraint: Member must have value between 1 and 65535",
                    port);
        }
        boolean taken = state.listeners().by(ElbState.BY_OWNER, balancer.loadBalancerArn()).stream()
                .anyMatch(other -> other.port() == port && !other.listenerArn().equals(listenerArn));
        if (taken) {
            throw AwsError.of(
                    "DuplicateListener",
                    "A listener already exists on this port for this load balancer '%s'",
                    balancer.loadBalancerArn());
        }
    }

    private static void checkCertificates(String protocol, List<Certificate> certificates) {
        if (List.of("HTTPS", "TLS").contains(protocol) && certificates.isEmpty()) {
            throw ElbErrors.invalid("A certificate must be specified for %s listeners", protocol);
        }
    }

    private static ModifyListenerResponse modify(Call call, ModifyListenerRequest request) {
        Listener old = ElbErrors.listener(call, request.listenerArn());
        LoadBalancer balancer = ElbErrors.loadBalancer(call, old.loadBalancerArn());
        ElbState state = ElbState.of(call);
        String protocol =
                protocol(balancer, Objects.requireNonNullElse(request.protocolAsString(), old.protocolAsString()));
        int port = Objects.requireNonNullElse(request.port(), old.port());
        checkPort(state, balancer, port, old.listenerArn());
        List<Certificate> certificates = request.certificates().isEmpty() ? old.certificates() : request.certificates();
        checkCertificates(protocol, certificates);
        List<Action> actions = request.defaultActions().isEmpty()
                ? old.defaultActions()
                : Actions.checked(call, balancer, request.defaultActions());
        Listener changed = old.copy(copy ->
                copy.protocol(protocol).port(port).certificates(certificates).defaultActions(actions));
        state.listeners().put(changed);
        state.rules().by(ElbState.BY_OWNER, old.listenerArn()).stream()
                .filter(each -> each.rule().isDefault())
                .forEach(each -> state.rules()
                        .put(new ElbState.ListenerRule(
                                each.listenerArn(), each.rule().copy(copy -> copy.actions(actions)))));
        return ModifyListenerResponse.builder().listeners(changed).build();
    }

    private static DeleteListenerResponse delete(Call call, DeleteListenerRequest request) {
        remove(ElbState.of(call), ElbErrors.listener(call, request.listenerArn()));
        return DeleteListenerResponse.builder().build();
    }

    /** Removes a listener and its rules. */
    static void remove(ElbState state, Listener listener) {
        state.rules().by(ElbState.BY_OWNER, listener.listenerArn()).forEach(each -> {
            state.rules().remove(each.rule().ruleArn());
            state.forget(each.rule().ruleArn());
        });
        state.listeners().remove(listener.listenerArn());
        state.forget(listener.listenerArn());
    }

    private static DescribeListenersResponse describe(Call call, DescribeListenersRequest request) {
        if ((request.loadBalancerArn() == null) == request.listenerArns().isEmpty()) {
            throw ElbErrors.invalid("You must specify either listener ARNs or a load balancer ARN");
        }
        List<Listener> found = request.loadBalancerArn() == null
                ? request.listenerArns().stream()
                        .map(arn -> ElbErrors.listener(call, arn))
                        .toList()
                : ElbState.of(call)
                        .listeners()
                        .by(
                                ElbState.BY_OWNER,
                                ElbErrors.loadBalancer(call, request.loadBalancerArn())
                                        .loadBalancerArn());
        var page = ElbPage.of(found, request.pageSize(), request.marker());
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.nextToken())
                .build();
    }
}
