package dev.firebreak.testkit.service.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Copies of lists. */
public final class Lists {
    private Lists() {}

    /** The list with one more element. */
    public static <T> List<T> with(List<T> list, T last) {
        var all = new ArrayList<>(list);
        all.add(last);
        return all;
    }

    /** One value of each element; values may be null. */
    public static <T> List<@Nullable String> map(Collection<T> elements, Function<T, @Nullable String> value) {
        var values = new ArrayList<@Nullable String>();
        elements.forEach(element -> values.add(value.apply(element)));
        return values;
    }
}
