package dev.firebreak.testkit.service.elb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.Refused;
import dev.firebreak.testkit.ServiceCases;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;

@SuppressWarnings("unchecked") // the SDK takes consumers as varargs
class LoadBalancerCasesTest extends ServiceCases {
    private static final String CREATE =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html";
    private static final String DELETE =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html";
    private static final String RULES =
            "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html";

    private final ElasticLoadBalancingV2Client elb = client(ElasticLoadBalancingV2Client.builder());
    private final Ec2Client ec2 = client(Ec2Client.builder());
    private final Estate estate = Estate.in(fake);

    private LoadBalancer balancer() {
        return elb.createLoadBalancer(request -> request.name("web")
                        .subnets(estate.subnetIds().subList(0, 2))
                        .securityGroups(estate.group("web")))
                .loadBalancers()
                .get(0);
    }

    private List<NetworkInterface> interfaces() {
        return ec2.describeNetworkInterfaces(request ->
                        request.filters(filter -> filter.name("description").values("ELB app/web/*")))
                .networkInterfaces();
    }

    private String listener(LoadBalancer balancer) {
        return elb.createListener(request -> request.loadBalancerArn(balancer.loadBalancerArn())
                        .protocol("HTTP")
                        .port(80)
                        .defaultActions(action ->
                                action.type("fixed-response").fixedResponseConfig(answer -> answer.statusCode("503"))))
                .listeners()
                .get(0)
                .listenerArn();
    }

    @Test
    @AwsFact(value = "A load balancer is provisioning before it is active", source = CREATE)
    void create_new_isProvisioningThenActive() {
        LoadBalancer balancer = balancer();

        assertThat(balancer.state().codeAsString()).isEqualTo("provisioning");
        clock.advance(Duration.ofMinutes(2));
        assertThat(elb.describeLoadBalancers(request -> request.names("web"))
                        .loadBalancers()
                        .get(0)
                        .state()
                        .codeAsString())
                .isEqualTo("active");
    }

    @Test
    @AwsFact(value = "Creating again with the same settings answers the load balancer that is there", source = CREATE)
    void create_again_isIdempotent() {
        LoadBalancer balancer = balancer();

        assertThat(balancer().loadBalancerArn()).isEqualTo(balancer.loadBalancerArn());
        assertThat(Refused.by(() -> elb.createLoadBalancer(
                        request -> request.name("web").scheme("internal").subnets(estate.subnetIds()))))
                .isEqualTo(
                        "DuplicateLoadBalancerName: A load balancer with the same name 'web' exists, but with different settings");
    }

    @Test
    @AwsFact(value = "An application load balancer needs subnets in two Availability Zones", source = CREATE)
    void create_oneSubnet_isRefused() {
        assertThat(Refused.by(() -> elb.createLoadBalancer(request ->
                        request.name("web").subnets(estate.subnetIds().get(0)))))
                .isEqualTo(
                        "ValidationError: At least two subnets in two different Availability Zones must be specified");
    }

    @Test
    @AwsFact(
            value = "The interfaces of a load balancer are managed by it, and follow its security groups",
            source = "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html")
    void setSecurityGroups_loadBalancer_changesItsInterfaces() {
        LoadBalancer balancer = balancer();
        String quarantine = estate.group("quarantine");
        assertThat(interfaces())
                .hasSize(2)
                .allSatisfy(eni -> assertThat(eni.requesterManaged()).isTrue());

        assertThat(Refused.by(() -> ec2.modifyNetworkInterfaceAttribute(request -> request.networkInterfaceId(
                                interfaces().get(0).networkInterfaceId())
                        .groups(quarantine))))
                .startsWith("AuthFailure: ");
        elb.setSecurityGroups(
                request -> request.loadBalancerArn(balancer.loadBalancerArn()).securityGroups(quarantine));

        assertThat(interfaces())
                .allSatisfy(eni -> assertThat(eni.groups().get(0).groupId()).isEqualTo(quarantine));
    }

    @Test
    @AwsFact(
            value = "Deleting a load balancer deletes its listeners and interfaces, and can be repeated",
            source = DELETE)
    void delete_again_succeeds() {
        LoadBalancer balancer = balancer();
        String listener = listener(balancer);

        elb.deleteLoadBalancer(request -> request.loadBalancerArn(balancer.loadBalancerArn()));
        elb.deleteLoadBalancer(request -> request.loadBalancerArn(balancer.loadBalancerArn()));

        assertThat(interfaces()).isEmpty();
        assertThat(Refused.by(() -> elb.describeListeners(request -> request.listenerArns(listener))))
                .startsWith("ListenerNotFound: ");
    }

    @Test
    @AwsFact(value = "A load balancer with deletion protection is not deleted", source = DELETE)
    void delete_protected_isRefused() {
        String arn = balancer().loadBalancerArn();
        elb.modifyLoadBalancerAttributes(request -> request.loadBalancerArn(arn)
                .attributes(each -> each.key("deletion_protection.enabled").value("true")));

        assertThat(Refused.by(() -> elb.deleteLoadBalancer(request -> request.loadBalancerArn(arn))))
                .isEqualTo("OperationNotPermitted: Load balancer '" + arn
                        + "' cannot be deleted because deletion protection is enabled");
    }

    @Test
    @AwsFact(value = "Rules have distinct priorities, and the default rule cannot be deleted", source = RULES)
    void createRule_priorityInUse_isRefused() {
        String listener = listener(balancer());
        CreateRuleRequest block = CreateRuleRequest.builder()
                .listenerArn(listener)
                .priority(1)
                .conditions(condition -> condition.field("source-ip").sourceIpConfig(ip -> ip.values("192.0.2.0/24")))
                .actions(
                        action -> action.type("fixed-response").fixedResponseConfig(answer -> answer.statusCode("403")))
                .build();
        elb.createRule(block);

        assertThat(Refused.by(() -> elb.createRule(block)))
                .isEqualTo("PriorityInUse: Priority '1' is currently in use");
        List<Rule> rules =
                elb.describeRules(request -> request.listenerArn(listener)).rules();
        assertThat(rules).extracting(Rule::priority).containsExactly("1", "default");
        assertThat(Refused.by(() ->
                        elb.deleteRule(request -> request.ruleArn(rules.get(1).ruleArn()))))
                .startsWith("OperationNotPermitted: ");
    }

    @Test
    @AwsFact(
            value = "A target group that a listener forwards to is in use",
            source = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteTargetGroup.html")
    void deleteTargetGroup_usedByListener_isRefused() {
        String group = elb.createTargetGroup(
                        request -> request.name("web").protocol("HTTP").port(80).vpcId(estate.vpcId()))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        String listener = listener(balancer());
        elb.modifyListener(request -> request.listenerArn(listener)
                .defaultActions(action -> action.type("forward").targetGroupArn(group)));

        assertThat(Refused.by(() -> elb.deleteTargetGroup(request -> request.targetGroupArn(group))))
                .isEqualTo("ResourceInUse: Target group '" + group + "' is currently in use by a listener or a rule");
    }

    @Test
    @AwsFact(
            value = "A port has one listener",
            source = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html")
    void createListener_samePort_isRefused() {
        LoadBalancer balancer = balancer();
        listener(balancer);

        assertThat(Refused.by(() -> listener(balancer)))
                .isEqualTo("DuplicateListener: A listener already exists on this port for this load balancer '"
                        + balancer.loadBalancerArn() + "'");
    }

    @Test
    @AwsFact(
            value = "Tags are kept for each resource and described by ARN",
            source = "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_AddTags.html")
    void tags_addedAndRemoved_areDescribed() {
        String arn = balancer().loadBalancerArn();
        elb.addTags(request -> request.resourceArns(arn)
                .tags(
                        Tag.builder().key("incident").value("IR-1").build(),
                        Tag.builder().key("team").build()));
        elb.removeTags(request -> request.resourceArns(arn).tagKeys("team"));

        assertThat(elb.describeTags(request -> request.resourceArns(arn))
                        .tagDescriptions()
                        .get(0)
                        .tags())
                .extracting(tag -> tag.key() + "=" + tag.value())
                .containsExactly("incident=IR-1");
    }
}
