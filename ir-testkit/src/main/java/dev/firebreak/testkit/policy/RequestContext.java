package dev.firebreak.testkit.policy;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The condition keys of one request and their values. The case of a key does not matter. */
public final class RequestContext {
    private final Map<String, List<String>> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Gives a key a value; without one the key stays absent. */
    public RequestContext with(String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            values.put(key, List.of(value));
        }
        return this;
    }

    /** Gives a key all its values; without any the key stays absent. */
    public RequestContext withAll(String key, Collection<String> all) {
        if (!all.isEmpty()) {
            values.put(key, List.copyOf(all));
        }
        return this;
    }

    /** Gives each key the value, behind a prefix such as {@code aws:PrincipalTag/}. */
    public RequestContext withEach(String prefix, Map<String, String> each) {
        each.forEach((key, value) -> values.put(prefix + key, List.of(value)));
        return this;
    }

    /** The values of a key; none when it is absent. */
    public List<String> values(String key) {
        return values.getOrDefault(key, List.of());
    }

    /** The keys that are there. */
    public Set<String> keys() {
        return values.keySet();
    }
}
