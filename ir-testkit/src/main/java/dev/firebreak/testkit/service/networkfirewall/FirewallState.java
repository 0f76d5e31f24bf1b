package dev.firebreak.testkit.service.networkfirewall;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.networkfirewall.model.Firewall;

/** The firewalls of an account in a Region, and their policies. Their endpoints are VPC endpoints of the Region's EC2. */
public final class FirewallState implements ServiceState {
    private final Region region;
    private final Table<Firewall> firewalls = new Table<>(Firewall::firewallArn);
    private final Table<StoredPolicy> policies = new Table<>(StoredPolicy::arn);

    private FirewallState(Region region) {
        this.region = region;
    }

    /** The firewalls of a Region. */
    public static FirewallState of(Region region) {
        return region.state(FirewallState.class, FirewallState::new);
    }

    static FirewallState of(Call call) {
        return of(call.region());
    }

    Table<Firewall> firewalls() {
        return firewalls;
    }

    Table<StoredPolicy> policies() {
        return policies;
    }

    /** The firewall with an ARN or a name. */
    Firewall firewall(@Nullable String arn, @Nullable String name) {
        return firewalls.all().stream()
                .filter(each -> arn == null
                        ? each.firewallName().equals(name)
                        : each.firewallArn().equals(arn))
                .findFirst()
                .orElseThrow(() -> FirewallErrors.notFound("firewall " + (arn == null ? name : arn)));
    }

    /** The policy with an ARN or a name. */
    StoredPolicy policy(@Nullable String arn, @Nullable String name) {
        return policies.all().stream()
                .filter(each ->
                        arn == null ? each.name().equals(name) : each.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> FirewallErrors.notFound("firewall policy " + (arn == null ? name : arn)));
    }

    /** The firewalls that have a policy. */
    List<Firewall> using(StoredPolicy policy) {
        return firewalls.all().stream()
                .filter(each -> each.firewallPolicyArn().equals(policy.arn()))
                .toList();
    }

    Stream<VpcEndpoint> endpoints(Firewall firewall) {
        return region.ec2().networks().endpoints().all().stream()
                .filter(each -> FirewallEndpoints.serviceName(firewall).equals(each.serviceName()));
    }

    /** The name of the policy by which the firewall of an endpoint drops whatever comes; empty when it lets packets through. */
    public Optional<String> dropping(VpcEndpoint endpoint) {
        return firewalls.all().stream()
                .filter(each -> FirewallEndpoints.serviceName(each).equals(endpoint.serviceName()))
                .flatMap(each -> policies.find(each.firewallPolicyArn()).stream())
                .filter(StoredPolicy::drops)
                .map(StoredPolicy::name)
                .findFirst();
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        firewalls.all().forEach(each -> json.set(each.firewallArn(), SdkJson.of(each)));
        policies.all().forEach(each -> json.set(each.arn(), SdkJson.of(each.rules())));
        return json;
    }
}
