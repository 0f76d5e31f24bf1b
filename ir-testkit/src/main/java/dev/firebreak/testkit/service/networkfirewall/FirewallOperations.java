package dev.firebreak.testkit.service.networkfirewall;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.networkfirewall.model.ConfigurationSyncState;
import software.amazon.awssdk.services.networkfirewall.model.CreateFirewallRequest;
import software.amazon.awssdk.services.networkfirewall.model.CreateFirewallResponse;
import software.amazon.awssdk.services.networkfirewall.model.DeleteFirewallRequest;
import software.amazon.awssdk.services.networkfirewall.model.DeleteFirewallResponse;
import software.amazon.awssdk.services.networkfirewall.model.DescribeFirewallRequest;
import software.amazon.awssdk.services.networkfirewall.model.DescribeFirewallResponse;
import software.amazon.awssdk.services.networkfirewall.model.Firewall;
import software.amazon.awssdk.services.networkfirewall.model.FirewallMetadata;
import software.amazon.awssdk.services.networkfirewall.model.FirewallStatus;
import software.amazon.awssdk.services.networkfirewall.model.FirewallStatusValue;
import software.amazon.awssdk.services.networkfirewall.model.ListFirewallsRequest;
import software.amazon.awssdk.services.networkfirewall.model.ListFirewallsResponse;

/** Firewalls in VPCs. */
final class FirewallOperations {
    private static final int PAGE = 100;

    private FirewallOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateFirewall", CreateFirewallRequest::builder, FirewallOperations::create)
                .on("DescribeFirewall", DescribeFirewallRequest::builder, FirewallOperations::describe)
                .on("ListFirewalls", ListFirewallsRequest::builder, FirewallOperations::list)
                .on("DeleteFirewall", DeleteFirewallRequest::builder, FirewallOperations::delete);
    }

    private static CreateFirewallResponse create(Call call, CreateFirewallRequest request) {
        FirewallState state = FirewallState.of(call);
        String name = String.valueOf(request.firewallName());
        if (!name.matches("[a-zA-Z0-9-]{1,128}")) {
            throw FirewallErrors.request("The firewall name %s is not valid", name);
        }
        if (state.firewalls().all().stream()
                .anyMatch(each -> each.firewallName().equals(name))) {
            throw FirewallErrors.request("A firewall with the name %s exists already", name);
        }
        String policy = state.policy(request.firewallPolicyArn(), null).arn();
        if (!call.region().ec2().vpcs().contains(String.valueOf(request.vpcId()))) {
            throw FirewallErrors.request("The VPC %s does not exist", request.vpcId());
        }
        List<Subnet> subnets = FirewallEndpoints.subnets(call, request.vpcId(), request.subnetMappings());
        Firewall made = Firewall.builder()
                .firewallName(name)
                .firewallArn("arn:aws:network-firewall:" + call.region().name() + ":"
                        + call.account().id() + ":firewall/" + name)
                .firewallId(call.world().ids().uuid())
                .firewallPolicyArn(policy)
                .vpcId(request.vpcId())
                .subnetMappings(request.subnetMappings())
                .deleteProtection(Boolean.TRUE.equals(request.deleteProtection()))
                .subnetChangeProtection(Boolean.TRUE.equals(request.subnetChangeProtection()))
                .firewallPolicyChangeProtection(Boolean.TRUE.equals(request.firewallPolicyChangeProtection()))
                .description(request.description())
                .tags(request.tags())
                .build();
        subnets.forEach(subnet -> FirewallEndpoints.make(call, made, subnet));
        state.firewalls().put(made);
        return CreateFirewallResponse.builder()
                .firewall(made)
                .firewallStatus(FirewallStatus.builder()
                        .status(FirewallStatusValue.PROVISIONING)
                        .configurationSyncStateSummary(ConfigurationSyncState.PENDING)
                        .build())
                .build();
    }

    private static DescribeFirewallResponse describe(Call call, DescribeFirewallRequest request) {
        FirewallState state = FirewallState.of(call);
        Firewall firewall = state.firewall(request.firewallArn(), request.firewallName());
        List<VpcEndpoint> endpoints = state.endpoints(firewall).toList();
        boolean ready = endpoints.stream().allMatch(each -> FirewallEndpoints.isReady(call, each));
        return DescribeFirewallResponse.builder()
                .firewall(firewall)
                .firewallStatus(FirewallStatus.builder()
                        .status(ready ? FirewallStatusValue.READY : FirewallStatusValue.PROVISIONING)
                        .configurationSyncStateSummary(
                                ready ? ConfigurationSyncState.IN_SYNC : ConfigurationSyncState.PENDING)
                        .syncStates(endpoints.stream()
                                .collect(Collectors.toMap(
                                        each -> FirewallEndpoints.zone(call, each),
                                        each -> FirewallEndpoints.sync(call, each))))
                        .build())
                .build();
    }

    private static ListFirewallsResponse list(Call call, ListFirewallsRequest request) {
        List<FirewallMetadata> all = FirewallState.of(call).firewalls().all().stream()
                .filter(each -> request.vpcIds().isEmpty() || request.vpcIds().contains(each.vpcId()))
                .map(each -> FirewallMetadata.builder()
                        .firewallName(each.firewallName())
                        .firewallArn(each.firewallArn())
                        .build())
                .toList();
        var page = ResultPage.of(
                all,
                Objects.requireNonNullElse(request.maxResults(), PAGE),
                request.nextToken(),
                () -> FirewallErrors.request("The token is not valid"));
        return ListFirewallsResponse.builder()
                .firewalls(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    /** Its endpoints go, and routes to them lead nowhere. */
    private static DeleteFirewallResponse delete(Call call, DeleteFirewallRequest request) {
        FirewallState state = FirewallState.of(call);
        Firewall firewall = state.firewall(request.firewallArn(), request.firewallName());
        if (firewall.deleteProtection()) {
            throw FirewallErrors.operation("The firewall %s is protected from deletion", firewall.firewallName());
        }
        state.endpoints(firewall).toList().forEach(each -> FirewallEndpoints.delete(call, each));
        state.firewalls().remove(firewall.firewallArn());
        return DeleteFirewallResponse.builder()
                .firewall(firewall)
                .firewallStatus(FirewallStatus.builder()
                        .status(FirewallStatusValue.DELETING)
                        .build())
                .build();
    }
}
