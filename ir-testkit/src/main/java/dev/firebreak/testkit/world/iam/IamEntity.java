package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import dev.firebreak.testkit.world.lag.Lag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every IAM resource has: a name, a path, a unique id, and tags. */
public abstract class IamEntity {
    private final Account account;
    private final String id;
    private final Instant created;
    private final SortedMap<String, String> tags;
    private final Cell<String> name;
    private final Cell<String> path;

    IamEntity(Account account, String name, String path, String idPrefix) {
        this.account = account;
        this.tags = lag().sorted(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        this.name = lag().cell(name);
        this.path = lag().cell(path);
        this.id = account.world().ids().iam(idPrefix);
        this.created = account.world().now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** How late the changes of IAM are seen. */
    final Lag lag() {
        return account.world().lags().iam();
    }

    /** The resource type in the ARN, such as {@code user}. */
    abstract String type();

    /** The account that the entity is in. */
    public Account account() {
        return account;
    }

    /** The friendly name. */
    public String name() {
        return name.get();
    }

    /** The path, which begins and ends with a slash. */
    public String path() {
        return path.get();
    }

    /** The unique id, such as {@code AIDA...}, never used again. */
    public String id() {
        return id;
    }

    /** When the entity was created, to the second. */
    public Instant created() {
        return created;
    }

    /** The ARN, in which the path and the name stand as they are now. */
    public String arn() {
        return "arn:aws:iam::" + account.id() + ":" + type() + path() + name();
    }

    /** The tags, by key. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** Sets a tag. Keys differ not by case, and keep the case last given. */
    public void tag(String key, String value) {
        tags.remove(key);
        tags.put(key, value);
    }

    void rename(String newName, String newPath) {
        name.set(newName);
        path.set(newPath);
    }

    /** The state as comparable JSON. */
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("arn", arn()).put("id", id).put("created", created.toString());
        ObjectNode tagNode = node.putObject("tags");
        tags.forEach(tagNode::put);
        return node;
    }
}
