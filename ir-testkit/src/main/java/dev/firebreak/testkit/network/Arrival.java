package dev.firebreak.testkit.network;

import java.util.Optional;

/**
 * Where a packet has come to.
 *
 * @param site the interface; empty outside
 * @param packet the packet as it is there, its addresses translated
 * @param answered whether the answer has a way of its own to go
 */
record Arrival(Optional<Site> site, Packet packet, boolean answered) {}
