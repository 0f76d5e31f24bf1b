package dev.firebreak.testkit.service.ec2;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.ResourceTags;
import dev.firebreak.testkit.world.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private static final int FREQUENT = 2_000;

    private final Map<String, Function<T, ? extends Collection<@Nullable String>>> values = new HashMap<>();
    private final Map<String, Function<String, ? extends Collection<T>>> lookups = new HashMap<>();
    private final Map<String, String> indexes = new HashMap<>();
    private final List<Predicate<T>> conditions = new ArrayList<>();
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

    /** A filter on a value under which an index of the table itself has the resource. */
    public Filters<T> inTable(String name, String index, Function<T, ? extends @Nullable Object> value) {
        return on(name, value).inTable(name, index);
    }

    /** Says that an index of the table itself has the resources under the value of the filter. */
    public Filters<T> inTable(String name, String index) {
        indexes.put(name, index);
        return this;
    }

    /** Lets through only resources of which this is true, whatever the filters. */
    public Filters<T> only(Predicate<T> condition) {
        conditions.add(condition);
        return this;
    }

    /** The page that a query asks for; reads no more resources than it takes to fill it. */
    public Page<T> page(Call call, Kind<T> kind, Page.Query query) {
        Table<T> table = kind.table().apply(call.region().ec2());
        Predicate<T> wanted = all(query.filters());
        var items = new ArrayList<T>();
        for (T resource : source(call, kind, query)) {
            if (wanted.test(resource)) {
                if (items.size() == query.size()) {
                    return new Page<>(items, Page.token(table.position(items.get(items.size() - 1))));
                }
                items.add(resource);
            }
        }
        return new Page<>(items, null);
    }

    /** What may match, in the order of the table, from where the query goes on. */
    private Iterable<T> source(Call call, Kind<T> kind, Page.Query query) {
        Table<T> table = kind.table().apply(call.region().ec2());
        if (!query.ids().isEmpty()) {
            Collection<T> named = kind.get(call, query.ids());
            return query.maxResults() == null && query.token() == null ? named : ordered(table, named, query.after());
        }
        Optional<Collection<T>> best = Optional.empty();
        for (Filter filter : query.filters()) {
            Optional<Collection<T>> found = candidates(table, filter, query.after());
            if (best.isEmpty()
                    || (found.isPresent() && found.get().size() < best.get().size())) {
                best = found;
            }
        }
        return best.orElseGet(() -> table.after(query.after()));
    }

    private Optional<Collection<T>> candidates(Table<T> table, Filter filter, long after) {
        if (filter.values().stream().anyMatch(Filters::wild)) {
            return Optional.empty();
        }
        String index = indexes.get(filter.name());
        if (index != null && filter.values().size() == 1) {
            return Optional.of(table.by(index, filter.values().get(0), after));
        }
        return lookUp(table, filter).map(found -> ordered(table, found, after));
    }

    private Optional<Collection<T>> lookUp(Table<T> table, Filter filter) {
        var lookup = filter.name().startsWith("tag:")
                ? tagged(table, filter.name().substring("tag:".length()))
                : lookups.get(filter.name());
        if (lookup == null) {
            return Optional.empty();
        }
        var found = new ArrayList<T>();
        filter.values().stream().distinct().forEach(value -> found.addAll(lookup.apply(value)));
        // Of something frequent, reading on from where the page begins finds enough sooner.
        return found.size() > FREQUENT ? Optional.empty() : Optional.of(found);
    }

    private Function<String, ? extends Collection<T>> tagged(Table<T> table, String key) {
        return value -> tags.with(key, value, FREQUENT + 1).stream()
                .flatMap(resource -> table.find(resource).stream())
                .toList();
    }

    private static <T> List<T> ordered(Table<T> table, Collection<T> resources, long after) {
        return resources.stream()
                .distinct()
                .filter(resource -> table.position(resource) > after)
                .sorted(Comparator.comparingLong(table::position))
                .toList();
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
        Predicate<T> wanted = all(filters);
        var selected = new ArrayList<T>();
        for (T resource : resources) {
            if (wanted.test(resource)) {
                selected.add(resource);
            }
        }
        return selected;
    }

    private Predicate<T> all(List<Filter> filters) {
        List<Predicate<T>> predicates = new ArrayList<>(conditions);
        filters.forEach(filter -> predicates.add(predicate(filter)));
        return resource -> {
            for (Predicate<T> predicate : predicates) {
                if (!predicate.test(resource)) {
                    return false;
                }
            }
            return true;
        };
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
        Predicate<String> wanted = anyOf(filter.values());
        var read = reader(filter.name());
        return resource -> {
            for (String value : read.apply(resource)) {
                if (value != null && wanted.test(value)) {
                    return true;
                }
            }
            return false;
        };
    }

    private static Predicate<String> anyOf(List<String> values) {
        if (values.stream().noneMatch(Filters::wild)) {
            return Set.copyOf(values)::contains;
        }
        List<Predicate<String>> matchers = values.stream().map(Filters::matcher).toList();
        return value -> matchers.stream().anyMatch(matcher -> matcher.test(value));
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
