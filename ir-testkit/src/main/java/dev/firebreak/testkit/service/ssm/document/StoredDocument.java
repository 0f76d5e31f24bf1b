package dev.firebreak.testkit.service.ssm.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.guest.GuestFile;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ssm.model.DocumentStatus;
import software.amazon.awssdk.services.ssm.model.DocumentType;

/** A document with its versions and the accounts that it is shared with. */
public final class StoredDocument {
    private static final Duration CREATION = Duration.ofSeconds(1);

    private final Key key;
    private final SortedMap<Integer, Version> versions = new TreeMap<>();
    private final SortedSet<String> sharedWith = new TreeSet<>();
    private int defaultVersion = 1;

    StoredDocument(Key key) {
        this.key = key;
    }

    /**
     * What never changes of a document.
     *
     * @param name the name
     * @param owner the account that owns it; {@code Amazon} for AWS's own
     * @param region the Region that it is in
     * @param type what it is for
     */
    public record Key(String name, String owner, String region, DocumentType type) {}

    /**
     * One version.
     *
     * @param number its number
     * @param name its own name; null when it has none
     * @param content the JSON text
     * @param created when it was made
     */
    public record Version(int number, @Nullable String name, String content, Instant created) {
        /** The SHA-256 of the content. */
        public String hash() {
            return GuestFile.of(content).sha256();
        }

        /** The status: it takes a moment until a version can be used. */
        public DocumentStatus status(Instant now) {
            return now.isBefore(created.plus(CREATION)) ? DocumentStatus.CREATING : DocumentStatus.ACTIVE;
        }
    }

    /** What never changes. */
    public Key key() {
        return key;
    }

    /** The name. */
    public String name() {
        return key.name();
    }

    /** The ARN. */
    public String arn() {
        String kind = key.type() == DocumentType.AUTOMATION ? "automation-definition/" : "document/";
        String owner = isOfAws() ? "" : key.owner();
        return "arn:aws:ssm:" + key.region() + ":" + owner + ":" + kind + key.name();
    }

    /** Whether AWS owns it. */
    public boolean isOfAws() {
        return key.owner().equals("Amazon");
    }

    Version add(String content, @Nullable String versionName, Instant now) {
        int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        var version = new Version(number, versionName, content, now);
        versions.put(number, version);
        return version;
    }

    SortedMap<Integer, Version> versions() {
        return versions;
    }

    /** The version in force. */
    public Version defaultVersion() {
        return Objects.requireNonNull(versions.get(defaultVersion), "A document always has its default version");
    }

    void makeDefault(int number) {
        defaultVersion = number;
    }

    Version latest() {
        return Objects.requireNonNull(versions.get(versions.lastKey()));
    }

    /** The version that a request names: a number, {@code $DEFAULT}, {@code $LATEST}; the default when it names none. */
    public Optional<Version> version(@Nullable String wanted) {
        if (wanted == null || wanted.equals("$DEFAULT")) {
            return Optional.of(defaultVersion());
        }
        if (wanted.equals("$LATEST")) {
            return Optional.of(latest());
        }
        return wanted.matches("[1-9][0-9]{0,8}")
                ? Optional.ofNullable(versions.get(Integer.valueOf(wanted)))
                : Optional.empty();
    }

    SortedSet<String> sharedWith() {
        return sharedWith;
    }

    /** Whether an account may use it. */
    boolean isUsableBy(String account) {
        return isOfAws() || key.owner().equals(account) || sharedWith.contains(account) || sharedWith.contains("all");
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", key.type().toString()).put("defaultVersion", defaultVersion);
        ObjectNode contents = node.putObject("versions");
        versions.forEach((number, version) -> contents.put(String.valueOf(number), version.content()));
        var shared = node.putArray("sharedWith");
        sharedWith.forEach(shared::add);
        return node;
    }
}
