package dev.firebreak.testkit.service.ec2.reachability;

import dev.firebreak.testkit.network.Hop;
import dev.firebreak.testkit.network.Host;
import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.network.Protocol;
import dev.firebreak.testkit.network.Reachability;
import dev.firebreak.testkit.network.Verdict;
import dev.firebreak.testkit.service.Call;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.FilterPortRange;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsAnalysis;
import software.amazon.awssdk.services.ec2.model.NetworkInsightsPath;
import software.amazon.awssdk.services.ec2.model.PathFilter;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/** What Reachability Analyzer finds out about a path, as the network is now. */
final class Analysis {
    private static final int USUAL_PORT = 443;

    private final Call call;
    private final NetworkInsightsPath path;
    private final Components components;

    Analysis(Call call, NetworkInsightsPath path) {
        this.call = call;
        this.path = path;
        this.components = new Components(call);
    }

    /** Writes down what was found. */
    void tell(NetworkInsightsAnalysis.Builder analysis) {
        Reachability found = found();
        analysis.networkPathFound(found.passes());
        if (found.passes()) {
            analysis.forwardPathComponents(components.of(found.hops()))
                    .returnPathComponents(components.of(found.answerHops()));
        } else {
            analysis.explanations(components.explain(found));
        }
    }

    /** The best that there is among the ports that the path leaves open. */
    private Reachability found() {
        Protocol protocol = "udp".equals(path.protocolAsString()) ? Protocol.UDP : Protocol.TCP;
        Host source = Endpoints.source(call, path);
        Host destination = Endpoints.destination(call, path);
        List<Reachability> all = ports().mapToObj(
                        port -> Network.of(call.region()).probe(source, destination, port, protocol))
                .map(this::throughNamedGateways)
                .toList();
        return all.stream().filter(Reachability::passes).findFirst().orElse(all.get(0));
    }

    private IntStream ports() {
        if (path.destinationPort() != null) {
            return IntStream.of(path.destinationPort());
        }
        PathFilter filter = path.filterAtDestination() != null ? path.filterAtDestination() : path.filterAtSource();
        FilterPortRange range = filter == null ? null : filter.destinationPortRange();
        IntStream named = range == null ? IntStream.of(USUAL_PORT) : IntStream.of(range.fromPort(), range.toPort());
        return IntStream.concat(named, ruledPorts().filter(port -> inRange(range, port)))
                .distinct();
    }

    private static boolean inRange(@Nullable FilterPortRange range, int port) {
        return range == null || (range.fromPort() <= port && port <= range.toPort());
    }

    /** The ports that rules of groups name: if any port passes, one of these or the usual one does. */
    private IntStream ruledPorts() {
        return call.region().ec2().securityGroups().all().stream()
                .flatMap(group -> group.rules().stream())
                .map(SecurityGroupRule::fromPort)
                .filter(Objects::nonNull)
                .mapToInt(Integer::intValue)
                .filter(port -> port >= 0)
                .limit(200);
    }

    /** A path from or to an internet gateway must go through this one. */
    private Reachability throughNamedGateways(Reachability found) {
        boolean through = Stream.of(path.source(), String.valueOf(path.destination()))
                .filter(id -> id.startsWith("igw-"))
                .allMatch(id -> found.hops().stream().map(Hop::id).anyMatch(id::equals));
        return through || !found.passes()
                ? found
                : new Reachability(
                        Verdict.REFUSED,
                        found.hops(),
                        found.answerHops(),
                        Optional.of("NO_PATH"),
                        "the way leads elsewhere");
    }
}
