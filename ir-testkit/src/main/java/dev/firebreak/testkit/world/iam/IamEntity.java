package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SortedMap;
import java.util.TreeMap;

/** What every IAM resource has: a name, a path, a unique id, and tags. */
public abstract class IamEntity {
    private final Account account;
    private final String id;
    private final Instant created;
    private final SortedMap<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String name;
    private String path;

    IamEntity(Account account, String name, String path, String idPrefix) {
        this.account = account;
        this.name = name;
        this.path = path;
        this.id = account.world().ids().iam(idPrefix);
        this.created = account.world().now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** The resource type in the ARN, such as {@code user}. */
    abstract String type();

    /** The account that the entity is in. */
    public Account account() {
        return account;
    }

    /** The friendly name. */
    public String name() {
        return name;
    }

    /** The path, which begins and ends with a slash. */
    public String path() {
        return path;
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
        return "arn:aws:iam::" + account.id() + ":" + type() + path + name;
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
        name = newName;
        path = newPath;
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
