package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.lag.Cell;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A long-term access key of a user or of the account's root user. */
public final class AccessKey {
    private final String id;
    private final String secret;
    private final Account account;
    private final @Nullable IamUser user;
    private final Instant created;
    private final Cell<Boolean> active;
    private @Nullable LastUse lastUse;

    AccessKey(Account account, @Nullable IamUser user) {
        World world = account.world();
        this.account = account;
        this.user = user;
        this.active = world.lags().iam().cell(true);
        this.id = world.ids().iam("AKIA").substring(0, 20);
        this.secret = world.ids().secret(40);
        this.created = world.now().truncatedTo(ChronoUnit.SECONDS);
    }

    /**
     * When and for what a key was last used.
     *
     * @param at when, by the world's clock
     * @param service the service's signing name
     * @param region the Region of the call
     */
    public record LastUse(Instant at, String service, String region) {}

    /** The access key id, {@code AKIA...}. */
    public String id() {
        return id;
    }

    /** The secret access key. */
    public String secret() {
        return secret;
    }

    /** The account that the key opens. */
    public Account account() {
        return account;
    }

    /** The user that the key belongs to; empty for a key of the root user. */
    public Optional<IamUser> user() {
        return Optional.ofNullable(user);
    }

    /** When the key was created. */
    public Instant created() {
        return created;
    }

    /** Whether requests may be signed with the key. */
    public boolean active() {
        return active.get();
    }

    /** Activates or deactivates the key. */
    public void setActive(boolean now) {
        active.set(now);
    }

    /** The latest use. */
    public Optional<LastUse> lastUse() {
        return Optional.ofNullable(lastUse);
    }

    void used(LastUse use) {
        lastUse = use;
    }

    Caller caller() {
        return user().map(owner -> new Caller(account.id(), Caller.Type.USER, owner.arn(), owner.id(), owner.id()))
                .orElseGet(() -> Caller.root(account.id()));
    }

    ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        return node.put("status", active() ? "Active" : "Inactive").put("created", created.toString());
    }
}
