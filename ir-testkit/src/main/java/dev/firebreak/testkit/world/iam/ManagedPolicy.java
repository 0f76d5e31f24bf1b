package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A managed policy, of the customer or of AWS, with its versions. */
public final class ManagedPolicy extends IamEntity {
    private final boolean ofAws;
    private final SortedMap<Integer, Version> versions = lag().sorted(new TreeMap<>());
    private final Set<IamPrincipal> attachments = Collections.newSetFromMap(lag().map(new LinkedHashMap<>()));
    private final Set<IamPrincipal> bounded = Collections.newSetFromMap(lag().map(new LinkedHashMap<>()));
    private String description = "";
    private final Cell<Integer> defaultVersion = lag().cell(1);
    private int latestVersion;
    private Instant updated;

    private ManagedPolicy(Account account, String name, String path, boolean ofAws) {
        super(account, name, path, "ANPA");
        this.ofAws = ofAws;
        this.updated = created();
    }

    /**
     * One version of a policy's document.
     *
     * @param number the number in {@code v1}
     * @param document the JSON document
     * @param created when it was made
     */
    public record Version(int number, String document, Instant created) {
        /** The version's id, such as {@code v1}. */
        public String id() {
            return "v" + number;
        }
    }

    /** A policy of the customer. */
    public static ManagedPolicy ofCustomer(Account account, String name, String path) {
        return new ManagedPolicy(account, name, path, false);
    }

    static ManagedPolicy ofAws(Account account, String name, String path) {
        return new ManagedPolicy(account, name, path, true);
    }

    @Override
    String type() {
        return "policy";
    }

    @Override
    public String arn() {
        return ofAws ? "arn:aws:iam::aws:policy" + path() + name() : super.arn();
    }

    /** Whether AWS owns the policy, so that nobody else can change it. */
    public boolean isOfAws() {
        return ofAws;
    }

    /** The description; empty when there is none. */
    public String description() {
        return description;
    }

    /** Sets the description, which cannot be changed later. */
    public void describe(String text) {
        description = text;
    }

    /** The versions, by number. Numbers are not used again. */
    public SortedMap<Integer, Version> versions() {
        return versions;
    }

    /** The version with this id, such as {@code v1}. */
    public Optional<Version> version(String id) {
        return id.matches("v[1-9][0-9]{0,6}")
                ? Optional.ofNullable(versions.get(Integer.parseInt(id.substring(1))))
                : Optional.empty();
    }

    /** The version in force. */
    public Version defaultVersion() {
        return Objects.requireNonNull(versions.get(defaultVersion.get()), "A policy always has its default version");
    }

    /** Adds a version, and puts it in force if asked to. */
    public Version add(String document, boolean makeDefault) {
        Instant now = account().world().now().truncatedTo(ChronoUnit.SECONDS);
        var version = new Version(++latestVersion, document, now);
        versions.put(version.number(), version);
        if (makeDefault) {
            makeDefault(version);
        }
        return version;
    }

    /** Puts a version in force. */
    public void makeDefault(Version version) {
        defaultVersion.set(version.number());
        updated = account().world().now().truncatedTo(ChronoUnit.SECONDS);
    }

    /** When a version was last put in force. */
    public Instant updated() {
        return updated;
    }

    /** The principals that the policy is attached to. */
    public Set<IamPrincipal> attachments() {
        return attachments;
    }

    /** The principals that the policy bounds. */
    public Set<IamPrincipal> bounded() {
        return bounded;
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = super.snapshot();
        node.put("description", description).put("defaultVersion", "v" + defaultVersion.get());
        ObjectNode documents = node.putObject("versions");
        versions.values().forEach(version -> documents.put(version.id(), version.document()));
        return node;
    }
}
