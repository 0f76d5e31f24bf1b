package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ResourceTags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Filter;

/**
 * The filters that a Describe operation knows. Values may have the wildcards {@code *} and {@code ?}; several values are
 * alternatives, several filters must all match, and an unknown filter is refused.
 */
public final class Filters<T> {
    private final Map<String, Function<T, ? extends Collection<@Nullable String>>> values = new HashMap<>();
    private final Map<String, Function<String, ? extends Collection<T>>> lookups = new HashMap<>();
    private final ResourceTags tags;
    private final Function<T, String> id;

    public Filters(Call call, Function<T, String> id) {
        this.tags = call.region().ec2().tags();
        this.id = id;
    }

    /** A filter on one value of the resource. */
    public Filters<T> on(String name, Function<T, ? extends @Nullable Object> value) {
        return onAny(name, resource -> {
            Object found = value.apply(resource);
            return found == null ? List.of() : List.of(found.toString());
        });
    }

    /** A filter on a list of values, of which any may match. */
    public Filters<T> onAny(String name, Function<T, ? extends Collection<@Nullable String>> several) {
        values.put(name, several);
        return this;
    }

    /** Says that an index finds the resources with a value of the filter, so that not all have to be read. */
    public Filters<T> indexed(String name, Function<String, ? extends Collection<T>> lookup) {
        lookups.put(name, lookup);
        return this;
    }

    /** The resources with these ids, or any when there are none, that match all filters. */
    public List<T> select(Call call, Kind<T> kind, List<String> ids, List<Filter> filters) {
        return ids.isEmpty() ? select(() -> kind.get(call, ids), filters) : select(kind.get(call, ids), filters);
    }

    /** The resources that match all filters; {@code all} is read only when no index helps. */
    public List<T> select(Supplier<? extends Collection<T>> all, List<Filter> filters) {
        Optional<Collection<T>> found = candidates(filters);
        return select(found.isPresent() ? found.get() : all.get(), filters);
    }

    /** Those of the resources that match all filters. */
    public List<T> select(Collection<T> resources, List<Filter> filters) {
        List<Predicate<T>> predicates = new ArrayList<>();
        filters.forEach(filter -> predicates.add(predicate(filter)));
        var selected = new ArrayList<T>();
        for (T resource : resources) {
            if (predicates.stream().allMatch(predicate -> predicate.test(resource))) {
                selected.add(resource);
            }
        }
        return selected;
    }

    private Optional<Collection<T>> candidates(List<Filter> filters) {
        for (Filter filter : filters) {
            var lookup = lookups.get(filter.name());
            if (lookup != null && filter.values().stream().noneMatch(Filters::wild)) {
                var found = new ArrayList<T>();
                filter.values().stream().distinct().forEach(value -> found.addAll(lookup.apply(value)));
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private Predicate<T> predicate(Filter filter) {
        if (filter.name() == null || filter.values().isEmpty()) {
            throw Refusals.value("The filter '%s' is invalid", filter.name());
        }
        List<Predicate<String>> wanted =
                filter.values().stream().map(Filters::matcher).toList();
        var read = reader(filter.name());
        return resource -> read.apply(resource).stream()
                .anyMatch(value -> value != null && wanted.stream().anyMatch(matcher -> matcher.test(value)));
    }

    private Function<T, ? extends Collection<@Nullable String>> reader(String name) {
        if (name.equals("tag-key")) {
            return resource -> tags.of(id.apply(resource)).keySet();
        }
        if (name.startsWith("tag:")) {
            String key = name.substring("tag:".length());
            return resource -> {
                String value = tags.of(id.apply(resource)).get(key);
                return value == null ? List.of() : List.of(value);
            };
        }
        var known = values.get(name);
        if (known == null) {
            throw Refusals.value("The filter '%s' is invalid", name);
        }
        return known;
    }

    private static boolean wild(String value) {
        return value.indexOf('*') >= 0 || value.indexOf('?') >= 0;
    }

    public static Predicate<String> matcher(String wanted) {
        if (!wild(wanted)) {
            return wanted::equals;
        }
        var pattern = new StringBuilder();
        for (int index = 0; index < wanted.length(); index++) {
            char letter = wanted.charAt(index);
            pattern.append(
                    switch (letter) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(letter));
                    });
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL).asMatchPredicate();
    }
}
