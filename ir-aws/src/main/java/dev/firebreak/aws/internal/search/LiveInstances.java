package dev.firebreak.aws.internal.search;

import dev.firebreak.TargetRef;
import dev.firebreak.aws.internal.Clients;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;

/** Instances that there is something left to contain of. */
final class LiveInstances {
    /** The most that a page of EC2 holds. */
    private static final int PAGE = 1000;

    private static final Filter LIVE =
            filter("instance-state-name", List.of("pending", "running", "stopping", "stopped"));

    private LiveInstances() {}

    static Stream<Instance> find(TargetRef place, Clients clients, Filter filter) {
        return clients
                .ec2(place)
                .describeInstancesPaginator(
                        request -> request.filters(filter, LIVE).maxResults(PAGE))
                .reservations()
                .stream()
                .flatMap(reservation -> reservation.instances().stream());
    }

    static Filter filter(String name, List<String> values) {
        return Filter.builder().name(name).values(values).build();
    }
}
