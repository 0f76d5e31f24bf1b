package dev.firebreak.testkit.network;

import dev.firebreak.testkit.network.capture.Capture;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A connection that was opened, and is kept as the interfaces on its way keep it: until it is closed, or no packet of it passes any
 * more.
 *
 * <p>It lives as long as a packet, and the answer to it, would pass. <i>Threading:</i> safe for use by many threads; it takes the
 * world's monitor.
 */
public final class Connection {
    private final World world;
    private final Flow flow;
    private final Reachability opened;
    private final Optional<Packet> wire;
    private final List<Instant> booted;
    private Trail trail = new Trail();
    private boolean closed;

    Connection(World world, Flow flow) {
        this.world = world;
        this.flow = flow;
        Flow.Outcome outcome = flow.send(world, trail);
        this.opened = outcome.reachability();
        this.wire = outcome.wire();
        outcome.seen().forEach(Capture.of(world)::see);
        this.booted = boots();
        this.closed = !opened.passes();
        trail.exchanged(world.now());
    }

    /** What became of the first packet; when it was refused, there is no connection. */
    public Reachability opened() {
        return opened;
    }

    /** Sends a packet, which is answered, now. When both pass, idle timeouts begin anew. */
    public Reachability send() {
        synchronized (world) {
            Trail next = trail.copy();
            Flow.Outcome outcome = sendAlong(next);
            outcome.seen().forEach(Capture.of(world)::see);
            Reachability sent = outcome.reachability();
            if (sent.passes()) {
                next.exchanged(world.now());
                trail = next;
            }
            return sent;
        }
    }

    /** Whether a packet would pass now, which is not sent. */
    public boolean isAlive() {
        return peek().passes();
    }

    /** What would become of a packet that is sent now. */
    public Reachability peek() {
        synchronized (world) {
            return sendAlong(trail.copy()).reachability();
        }
    }

    /** Whether any interface on the way tracks it now. */
    public boolean isTracked() {
        synchronized (world) {
            return !closed && trail.isTracked();
        }
    }

    /** Ends it. */
    public void close() {
        synchronized (world) {
            closed = true;
            NetworkState.of(world).forget(this);
        }
    }

    Flow flow() {
        return flow;
    }

    boolean isClosed() {
        return closed;
    }

    void settle() {
        trail.settle();
    }

    private Flow.Outcome sendAlong(Trail next) {
        if (closed) {
            return ended("it was closed, or was never opened");
        }
        if (!boots().equals(booted)) {
            return ended("a host of it was stopped or rebooted");
        }
        Flow.Outcome outcome = flow.send(world, next);
        boolean same = !outcome.reachability().passes() || outcome.wire().equals(wire);
        return same ? outcome : ended("an address of it has changed");
    }

    private List<Instant> boots() {
        return Stream.concat(
                        Stream.of(flow.from(), flow.to()).flatMap(host -> host.site().stream()),
                        trail.relay().map(Trail.Relay::target).stream())
                .flatMap(site -> site.instance().stream())
                .map(Ec2Instance::booted)
                .toList();
    }

    private static Flow.Outcome ended(String why) {
        var refused = new Reachability(Verdict.REFUSED, List.of(), List.of(), Optional.empty(), why);
        return new Flow.Outcome(refused, Optional.empty(), List.of());
    }

    @Override
    public String toString() {
        return flow.key();
    }
}
