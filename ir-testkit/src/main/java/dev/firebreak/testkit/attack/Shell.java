package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.network.Connection;
import dev.firebreak.testkit.network.Reachability;

/**
 * A shell on an instance: it is there as long as the connection is that it was opened through.
 *
 * @param instanceId the instance
 * @param connection the connection from the instance to the attacker's host
 */
public record Shell(String instanceId, Connection connection) {
    /** Whether the attacker can type into it now. */
    public boolean isAlive() {
        return connection.isAlive();
    }

    /** What would become of a packet sent through it now, and why. */
    public Reachability state() {
        return connection.peek();
    }

    @Override
    public String toString() {
        return "shell on " + instanceId + " (" + state().verdict() + ": " + state().explanation() + ")";
    }
}
