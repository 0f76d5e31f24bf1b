package dev.firebreak.aws.internal.ec2;

import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.StepContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** Reads interfaces of one account and Region, and side by side with them our groups, which they may be in. */
final class InterfaceReads {
    private final Clients clients;
    private final Groups groups;

    InterfaceReads(Clients clients) {
        this.clients = clients;
        this.groups = new Groups(clients);
    }

    /**
     * What was read.
     *
     * @param interfaces the interfaces
     * @param ours our groups, by id
     */
    record Found(List<NetworkInterface> interfaces, Map<String, SecurityGroup> ours) {
        InterfaceGroups groups(NetworkInterface face) {
            return InterfaceGroups.of(face, ours);
        }
    }

    /** The interfaces for which the filter of this name has one of these values. */
    Found where(StepContext context, String filter, List<String> values) {
        Supplier<Map<String, SecurityGroup>> reading = () -> groups.ours(context);
        CompletableFuture<Map<String, SecurityGroup>> ours =
                context.sideBySide(List.of(reading)).get(0);
        List<NetworkInterface> interfaces = clients
                .ec2(context.step().resource())
                .describeNetworkInterfacesPaginator(
                        request -> request.filters(Marks.filter(filter, values.toArray(String[]::new))))
                .networkInterfaces()
                .stream()
                .toList();
        return new Found(interfaces, ours.join());
    }
}
