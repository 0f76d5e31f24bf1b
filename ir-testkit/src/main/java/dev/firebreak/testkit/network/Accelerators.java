package dev.firebreak.testkit.network;

import dev.firebreak.testkit.service.globalaccelerator.AcceleratorState;
import dev.firebreak.testkit.world.Account;
import java.util.Optional;
import software.amazon.awssdk.services.globalaccelerator.model.Accelerator;
import software.amazon.awssdk.services.globalaccelerator.model.EndpointGroup;
import software.amazon.awssdk.services.globalaccelerator.model.IpSet;
import software.amazon.awssdk.services.globalaccelerator.model.Listener;

/**
 * Global Accelerator, which brings what comes to its addresses into VPCs through interfaces of its own, with the address of the client.
 *
 * <p>Network ACLs and firewalls do not see it (Global Accelerator guide, "Guidelines and restrictions for client IP address preservation").
 */
final class Accelerators {
    private final Walk walk;

    Accelerators(Walk walk) {
        this.walk = walk;
    }

    /**
     * An accelerator of an account.
     *
     * @param account the account
     * @param accelerator the accelerator
     */
    record Owned(Account account, Accelerator accelerator) {
        String id() {
            String arn = accelerator.acceleratorArn();
            return arn.substring(arn.lastIndexOf('/') + 1);
        }

        boolean has(String address) {
            return accelerator.ipSets().stream().map(IpSet::ipAddresses).anyMatch(each -> each.contains(address));
        }
    }

    static boolean owns(Site site) {
        return site.type().equals(AcceleratorState.INTERFACE_TYPE);
    }

    /** The accelerator that has a static address. */
    Optional<Owned> taking(String address) {
        return walk.world().accounts().values().stream()
                .flatMap(account -> AcceleratorState.of(account).accelerators().all().stream()
                        .map(each -> new Owned(account, each)))
                .filter(each -> each.has(address))
                .findFirst();
    }

    /** A packet comes to an address of an accelerator. */
    boolean enter(Owned owned, Packet packet) {
        if (!owned.accelerator().enabled()) {
            return walk.refuse("BAD_STATE", "the accelerator " + owned.id() + " is disabled");
        }
        return established()
                .or(() -> chosen(owned, packet))
                .map(relay -> hand(owned, relay, packet))
                .orElseGet(() -> walk.refuse(
                        "NO_POSSIBLE_DESTINATION",
                        "the accelerator " + owned.id() + " has no listener and endpoint for " + packet));
    }

    /** A flow stays with its endpoint, whatever is changed about the accelerator. */
    private Optional<Trail.Relay> established() {
        return walk.trail().relay().filter(relay -> owns(relay.via()));
    }

    private boolean hand(Owned owned, Trail.Relay relay, Packet packet) {
        Site target = relay.target();
        if (Gateways.attached(target).isEmpty()) {
            return walk.refuse(
                    "NO_PATH", target.vpcId() + " has no internet gateway, without which no accelerator reaches it");
        }
        if (Gateways.blocked(target)) {
            return walk.refuse("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", "VPC block public access lets no accelerator in");
        }
        walk.trail().passes("Global Accelerator");
        walk.trail().relay(relay);
        String address = target.eni().privateIpAddress();
        walk.pass(
                Hop.Kind.ACCELERATOR,
                owned.id(),
                "",
                "hands it to " + address + " through " + relay.via().id());
        return Sites.byId(target.region(), target.id())
                .map(site -> walk.enter(site, packet.to(address), true))
                .orElseGet(() -> walk.refuse("NO_POSSIBLE_DESTINATION", target.id() + " is gone"));
    }

    private Optional<Trail.Relay> chosen(Owned owned, Packet packet) {
        AcceleratorState state = AcceleratorState.of(owned.account());
        return state
                .listeners()
                .by(AcceleratorState.BY_OWNER, owned.accelerator().acceleratorArn())
                .stream()
                .filter(listener -> takes(listener, packet))
                .flatMap(listener -> state.groups().by(AcceleratorState.BY_OWNER, listener.listenerArn()).stream())
                .filter(group -> state.serves(group, walk.now()))
                .flatMap(group -> relay(owned, group, packet).stream())
                .findFirst();
    }

    private static boolean takes(Listener listener, Packet packet) {
        return listener.protocolAsString().equals(packet.protocol().name())
                && listener.portRanges().stream()
                        .anyMatch(range -> range.fromPort() <= packet.port() && packet.port() <= range.toPort());
    }

    private Optional<Trail.Relay> relay(Owned owned, EndpointGroup group, Packet packet) {
        var region = owned.account().region(group.endpointGroupRegion());
        return group.endpointDescriptions().stream()
                .filter(endpoint -> endpoint.weight() > 0)
                .flatMap(endpoint ->
                        Sites.ofInstance(region, endpoint.endpointId()).stream().limit(1))
                .filter(site -> site.works(walk.now()))
                .flatMap(site -> Sites.ofType(site, AcceleratorState.INTERFACE_TYPE).stream()
                        .map(via -> new Trail.Relay(via, site, packet)))
                .findFirst();
    }

    /** The answer of an endpoint goes out at the edge. */
    boolean back(Trail.Relay relay) {
        walk.pass(Hop.Kind.ACCELERATOR, relay.via().id(), "", "takes the answer out");
        return walk.internet(relay.client().answer());
    }
}
