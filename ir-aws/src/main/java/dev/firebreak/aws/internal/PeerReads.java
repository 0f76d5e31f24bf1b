package dev.firebreak.aws.internal;

import dev.firebreak.TargetRef;
import dev.firebreak.spi.Reads;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One read of EC2 for all targets of a plan in one account and Region.
 *
 * @param name names the read
 * @param many answers for many ids, by id; what is not there is not in the answer
 */
public record PeerReads<V>(String name, Function<List<String>, Map<String, V>> many) {
    /** How many values a filter of EC2 takes (EC2 API Reference, {@code Filter}). */
    private static final int VALUES = 200;

    private record Answer<V>(Set<String> asked, Map<String, V> found) {}

    /** The value for one target, read together with those of its peers. */
    public Optional<V> of(TargetRef target, Reads reads) {
        Answer<V> all = reads.once(
                List.of(name, target.account(), target.region()),
                () -> ask(reads.peers(target).stream().map(TargetRef::id).toList()));
        Answer<V> answer = all.asked().contains(target.id())
                ? all
                : reads.once(List.of(name, target), () -> ask(List.of(target.id())));
        return Optional.ofNullable(answer.found().get(target.id()));
    }

    private Answer<V> ask(List<String> ids) {
        return new Answer<>(Set.copyOf(ids), inParts(ids, many));
    }

    /** The answers for all ids, asked for so many at a time as a filter takes. */
    public static <V> Map<String, V> inParts(List<String> ids, Function<List<String>, Map<String, V>> many) {
        var found = new HashMap<String, V>();
        for (int from = 0; from < ids.size(); from += VALUES) {
            found.putAll(many.apply(ids.subList(from, Math.min(ids.size(), from + VALUES))));
        }
        return found;
    }
}
