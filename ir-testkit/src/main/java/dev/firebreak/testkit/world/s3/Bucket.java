package dev.firebreak.testkit.world.s3;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.SdkJson;
import dev.firebreak.testkit.world.lag.Cell;
import dev.firebreak.testkit.world.lag.Lag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;

/** An S3 bucket: its configuration, its objects' versions and its multipart uploads. */
public final class Bucket {
    private final Account owner;
    private final String name;
    private final String region;
    private final Instant created;
    private final Map<Class<?>, SdkPojo> settings;
    private final SortedMap<String, List<StoredVersion>> objects = new TreeMap<>();
    private final SortedMap<String, MultipartUpload> uploads = new TreeMap<>();
    private final Cell<Versioning> versioning;
    private final Cell<@Nullable String> policy;

    public Bucket(Account owner, String name, String region) {
        this.owner = owner;
        this.name = name;
        this.region = region;
        Lag lag = owner.world().lags().s3();
        this.settings = lag.map(new HashMap<>());
        this.versioning = lag.cell(Versioning.NEVER);
        this.policy = lag.cell(null);
        this.created = owner.world().now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether a bucket keeps the versions of its objects. */
    public enum Versioning {
        NEVER,
        ENABLED,
        SUSPENDED
    }

    /** The account that owns the bucket. */
    public Account owner() {
        return owner;
    }

    /** The bucket's name. */
    public String name() {
        return name;
    }

    /** The ARN, which names neither account nor Region. */
    public String arn() {
        return "arn:aws:s3:::" + name;
    }

    /** The Region that the bucket is in. */
    public String region() {
        return region;
    }

    /** When the bucket was created. */
    public Instant created() {
        return created;
    }

    /** The versioning state. */
    public Versioning versioning() {
        return versioning.get();
    }

    /** Sets the versioning state. */
    public void setVersioning(Versioning state) {
        versioning.set(state);
    }

    /** The bucket policy. */
    public Optional<String> policy() {
        return Optional.ofNullable(policy.get());
    }

    /** Sets the bucket policy; {@code null} removes it. */
    public void setPolicy(@Nullable String document) {
        policy.set(document);
    }

    /** A configuration, as the S3 API models it. */
    public <T extends SdkPojo> Optional<T> setting(Class<T> type) {
        return Optional.ofNullable(settings.get(type)).map(type::cast);
    }

    /** Sets a configuration. */
    public void set(SdkPojo setting) {
        settings.put(setting.getClass(), setting);
    }

    /** Removes a configuration. */
    public void remove(Class<? extends SdkPojo> type) {
        settings.remove(type);
    }

    /** The versions of every object by key, the newest first. No list is empty. */
    public SortedMap<String, List<StoredVersion>> objects() {
        return objects;
    }

    /** The newest version under a key, which may be a delete marker. */
    public Optional<StoredVersion> current(String key) {
        return Optional.ofNullable(objects.get(key)).map(versions -> versions.get(0));
    }

    /** The version of an object with this id. */
    public Optional<StoredVersion> version(String key, String versionId) {
        return objects.getOrDefault(key, List.of()).stream()
                .filter(version -> version.versionId().equals(versionId))
                .findFirst();
    }

    /** Puts a version on top. One with the id {@code null} replaces the one before it with that id. */
    public void add(StoredVersion version) {
        version(version.key(), version.versionId()).ifPresent(this::remove);
        objects.computeIfAbsent(version.key(), made -> new ArrayList<>()).add(0, version);
    }

    /** Removes a version for good. */
    public void remove(StoredVersion version) {
        List<StoredVersion> versions = objects.getOrDefault(version.key(), new ArrayList<>());
        versions.remove(version);
        if (versions.isEmpty()) {
            objects.remove(version.key());
        }
    }

    /** The multipart uploads in progress, by id. */
    public SortedMap<String, MultipartUpload> uploads() {
        return uploads;
    }

    /** The state as comparable JSON. */
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("region", region)
                .put("created", created.toString())
                .put("versioning", versioning().name());
        policy().ifPresent(document -> node.put("policy", document));
        ObjectNode configured = node.putObject("settings");
        new TreeMap<>(byTypeName()).forEach((type, setting) -> configured.set(type, SdkJson.of(setting)));
        ObjectNode keys = node.putObject("objects");
        objects.forEach((key, versions) -> {
            ArrayNode list = keys.putArray(key);
            versions.forEach(version -> list.add(version.snapshot()));
        });
        ObjectNode pending = node.putObject("uploads");
        uploads.forEach((id, upload) -> pending.put(id, upload.key()));
        return node;
    }

    private Map<String, SdkPojo> byTypeName() {
        Map<String, SdkPojo> named = new HashMap<>();
        settings.forEach((type, setting) -> named.put(type.getSimpleName(), setting));
        return named;
    }
}
