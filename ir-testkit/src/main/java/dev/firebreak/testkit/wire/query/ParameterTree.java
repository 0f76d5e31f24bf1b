package dev.firebreak.testkit.wire.query;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The parameters of a query request as the tree that their dotted names describe. Remembers which of them were read. */
final class ParameterTree {
    private static final int DEEPEST = 64;

    private final Map<String, ParameterTree> children = new LinkedHashMap<>();
    private final String path;
    private @Nullable String value;
    private boolean read;

    private ParameterTree(String path) {
        this.path = path;
    }

    static ParameterTree of(Map<String, List<String>> parameters) {
        var root = new ParameterTree("");
        parameters.forEach((name, values) -> root.place(name, values.get(0)));
        return root;
    }

    private void place(String name, String text) {
        String[] steps = name.split("\\.", DEEPEST);
        ParameterTree node = this;
        for (String step : steps) {
            String parent = node.path;
            node = node.children.computeIfAbsent(
                    step, made -> new ParameterTree(parent.isEmpty() ? made : parent + "." + made));
        }
        node.value = text;
    }

    /** The full dotted name of this node. */
    String path() {
        return path;
    }

    Optional<ParameterTree> child(String name) {
        return Optional.ofNullable(children.get(name));
    }

    boolean isLeaf() {
        return children.isEmpty();
    }

    /** The value of this very parameter; it counts as read from now on. */
    Optional<String> value() {
        read = true;
        return Optional.ofNullable(value);
    }

    /** The numbered children in the order of their numbers; gaps are allowed, as AWS allows them. */
    List<ParameterTree> numbered() {
        var byNumber = new TreeMap<Integer, ParameterTree>();
        children.forEach((name, child) -> {
            if (name.matches("\\d{1,9}")) {
                byNumber.put(Integer.valueOf(name), child);
            }
        });
        return List.copyOf(byNumber.values());
    }

    /** The name of a parameter that nothing has read. */
    Optional<String> unread() {
        if (value != null && !read) {
            return Optional.of(path);
        }
        return children.values().stream()
                .flatMap(child -> child.unread().stream())
                .findFirst();
    }
}
