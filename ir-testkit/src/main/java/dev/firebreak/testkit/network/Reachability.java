package dev.firebreak.testkit.network;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What became of a packet and of the answer to it.
 *
 * @param verdict whether both passed
 * @param hops what the packet came to, in this order
 * @param answerHops what the answer came to; empty when there was none
 * @param code AWS's code for the hop that refused it (VPC Reachability Analyzer, "Explanation codes"); empty when none did
 * @param explanation one sentence that says why
 */
public record Reachability(
        Verdict verdict, List<Hop> hops, List<Hop> answerHops, Optional<String> code, String explanation) {
    public Reachability {
        hops = List.copyOf(hops);
        answerHops = List.copyOf(answerHops);
    }

    /** The same, but that something on the way, for which AWS has no code, refuses it. */
    Reachability refusedBy(Hop hop) {
        List<Hop> way = Stream.concat(hops.stream(), Stream.of(hop)).toList();
        return new Reachability(Verdict.REFUSED, way, List.of(), Optional.empty(), hop.toString());
    }

    /** Whether the packet and its answer passed. */
    public boolean passes() {
        return verdict != Verdict.REFUSED;
    }

    /** Whether a new connection is let through. */
    public boolean isOpen() {
        return verdict == Verdict.OPEN;
    }

    /** Whether nothing is let through. */
    public boolean isRefused() {
        return verdict == Verdict.REFUSED;
    }

    /** Whether only what is tracked is let through. */
    public boolean isAlive() {
        return verdict == Verdict.ALIVE;
    }

    /** All of it, hop by hop. */
    public String describe() {
        return verdict + ": " + explanation
                + hops.stream().map(hop -> "\n  -> " + hop).collect(Collectors.joining())
                + answerHops.stream().map(hop -> "\n  <- " + hop).collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return describe();
    }
}
