package dev.firebreak.testkit.service.ssm.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The documents of an account in a Region. */
public final class SsmDocuments implements ServiceState {
    private static final Pattern ARN =
            Pattern.compile("arn:aws:ssm:([a-z0-9-]+):(\\d{12})?:(?:document|automation-definition)/(.+)");

    private final SortedMap<String, StoredDocument> byName = new TreeMap<>();

    private SsmDocuments() {}

    /** The documents of a Region. */
    public static SsmDocuments of(Region region) {
        return region.state(SsmDocuments.class, made -> new SsmDocuments());
    }

    /** The document that a caller names, by name or ARN; one of another account only when it is shared with the caller's. */
    public static StoredDocument find(Call call, String nameOrArn) {
        return lookup(call, nameOrArn)
                .filter(document -> document.isUsableBy(call.account().id()))
                .orElseThrow(() -> SsmErrors.noDocument(nameOrArn));
    }

    /** The document of the caller's own that a request names. */
    static StoredDocument own(Call call, String nameOrArn) {
        StoredDocument document = find(call, nameOrArn);
        if (!document.key().owner().equals(call.account().id())) {
            throw SsmErrors.noDocument(nameOrArn);
        }
        return document;
    }

    private static Optional<StoredDocument> lookup(Call call, String nameOrArn) {
        Matcher arn = ARN.matcher(nameOrArn);
        if (!arn.matches() || arn.group(2) == null) {
            String name = arn.matches() ? arn.group(3) : nameOrArn;
            return Optional.ofNullable(of(call.region()).byName.get(name))
                    .or(() -> AwsDocuments.find(call.region().name(), name));
        }
        return Optional.ofNullable(call.world().accounts().get(arn.group(2)))
                .map(account -> account.region(arn.group(1)))
                .map(region -> of(region).byName.get(arn.group(3)));
    }

    Collection<StoredDocument> all() {
        return byName.values();
    }

    boolean contains(String name) {
        return byName.containsKey(name);
    }

    void add(StoredDocument document) {
        byName.put(document.name(), document);
    }

    void remove(StoredDocument document) {
        byName.remove(document.name());
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        byName.forEach((name, document) -> node.set(name, document.snapshot()));
        return node;
    }
}
