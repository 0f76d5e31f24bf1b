package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.network.Connection;
import dev.firebreak.testkit.network.Host;
import dev.firebreak.testkit.network.Network;
import dev.firebreak.testkit.network.Protocol;

/** A process of the attacker's on a guest, which calls its host back for as long as nobody ends it. */
final class Implant {
    private final Guest guest;
    private final Network network;
    private final Host home;
    private final int pid;

    private Implant(Guest guest, String address) {
        this.guest = guest;
        this.network = Network.of(guest.region());
        this.home = network.internet(address);
        this.pid = guest.start("www-data", "/tmp/.x/beacon " + address);
    }

    static Implant on(Guest guest, String address) {
        return new Implant(guest, address);
    }

    Guest guest() {
        return guest;
    }

    String instanceId() {
        return guest.instanceId();
    }

    boolean runs() {
        return guest.processes().containsKey(pid);
    }

    /** Whether it could call back, which it does not. */
    boolean reaches(int port) {
        return runs()
                && network.probe(network.instance(instanceId()), home, port, Protocol.TCP)
                        .isOpen();
    }

    /** Calls back. */
    Shell call(int port) {
        if (!runs()) {
            throw new MoveFailedException("Cannot call back from " + instanceId() + ": the process was ended");
        }
        Connection connection = network.connect(network.instance(instanceId()), home, port);
        if (!connection.isAlive()) {
            throw new MoveFailedException("Cannot call back from " + instanceId() + ": "
                    + connection.opened().explanation());
        }
        return new Shell(instanceId(), connection);
    }
}
