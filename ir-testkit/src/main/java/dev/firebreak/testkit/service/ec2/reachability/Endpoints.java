package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.network.Host;
import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.ResourceTypes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.PathFilter;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Where paths may begin and end: at instances, interfaces, internet gateways and VPC endpoints. */
final class Endpoints {
    /** Stands for everyone in the internet (RFC 5737). */
    private static final String ANYONE = "203.0.113.1";

    private static final Map<String, Kind<?>> KINDS = Map.of(
            "i-", Kind.INSTANCE,
            "eni-", Kind.INTERFACE,
            "igw-", Kind.INTERNET_GATEWAY,
            "vpce-", NetworkKinds.ENDPOINT);

    private Endpoints() {}

    /** The id in an id or ARN. */
    static String id(String idOrArn) {
        return idOrArn.substring(idOrArn.lastIndexOf('/') + 1);
    }

    static String arn(Call call, String id) {
        return "arn:aws:ec2:" + call.region().name() + ":" + call.account().id() + ":"
                + ResourceTypes.find(id).orElse("unknown") + "/" + id;
    }

    /** Refuses what paths cannot begin or end at, and what is not there. */
    static void check(Call call, String idOrArn) {
        String id = id(idOrArn);
        KINDS.entrySet().stream()
                .filter(kind -> id.startsWith(kind.getKey()))
                .findFirst()
                .orElseThrow(() -> Refusals.value("The resource %s is not supported", idOrArn))
                .getValue()
                .get(call, id);
    }

    static Host source(Call call, NetworkInsightsPath path) {
        String given = path.sourceIp() != null ? path.sourceIp() : address(path.filterAtSource(), true);
        return host(call, path.source(), given);
    }

    static Host destination(Call call, NetworkInsightsPath path) {
        String given = path.destinationIp() != null ? path.destinationIp() : address(path.filterAtSource(), false);
        if (path.destination() == null && given != null) {
            return Network.of(call.region()).address(given);
        }
        return host(call, path.destination(), given);
    }

    private static @Nullable String address(@Nullable PathFilter filter, boolean source) {
        if (filter == null) {
            return null;
        }
        return source ? filter.sourceAddress() : filter.destinationAddress();
    }

    private static Host host(Call call, String id, @Nullable String address) {
        var network = Network.of(call.region());
        if (id.startsWith("i-")) {
            return network.instance(id);
        }
        if (id.startsWith("eni-")) {
            return network.networkInterface(id);
        }
        return id.startsWith("vpce-") ? endpoint(call, id) : network.internet(address == null ? ANYONE : address);
    }

    private static Host endpoint(Call call, String id) {
        VpcEndpoint endpoint = NetworkKinds.ENDPOINT.get(call, id);
        List<String> interfaces = endpoint.networkInterfaceIds();
        String service = endpoint.serviceName();
        return interfaces.isEmpty()
                ? Network.of(call.region()).service(service.substring(service.lastIndexOf('.') + 1))
                : Network.of(call.region()).networkInterface(interfaces.get(0));
    }
}
