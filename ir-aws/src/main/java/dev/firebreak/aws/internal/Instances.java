package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Reads;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;

/** What EC2 says about the instances of a plan, and their interfaces. */
public final class Instances {
    /** The most that a page of EC2 holds. */
    private static final int PAGE = 1000;

    private final Clients clients;

    public Instances(Clients clients) {
        this.clients = clients;
    }

    /** What DescribeInstances says; empty when there is no such instance. */
    public Optional<Instance> find(TargetRef instance, Reads reads) {
        return new PeerReads<>("aws.ec2.instances", ids -> describe(instance, ids)).of(instance, reads);
    }

    private Map<String, Instance> describe(TargetRef place, List<String> ids) {
        return clients
                .ec2(place)
                .describeInstancesPaginator(
                        request -> request.filters(filter("instance-id", ids)).maxResults(PAGE))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream())
                .collect(Collectors.toMap(Instance::instanceId, Function.identity(), (one, same) -> same));
    }

    /** The interfaces of an instance, sorted by id. */
    public List<NetworkInterface> interfaces(TargetRef instance, Reads reads) {
        return new PeerReads<>("aws.ec2.interfaces", ids -> attached(instance, ids))
                .of(instance, reads)
                .orElse(List.of());
    }

    private Map<String, List<NetworkInterface>> attached(TargetRef place, List<String> ids) {
        return clients
                .ec2(place)
                .describeNetworkInterfacesPaginator(request ->
                        request.filters(filter("attachment.instance-id", ids)).maxResults(PAGE))
                .networkInterfaces()
                .stream()
                .sorted(Comparator.comparing(NetworkInterface::networkInterfaceId))
                .collect(Collectors.groupingBy(face -> face.attachment().instanceId()));
    }

    private static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
