package dev.firebreak.testkit.world.iam;

import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every access key and every session of a world, by access key id. */
public final class Credentials {
    private final World world;
    private final Map<String, AccessKey> keys;
    private final Map<String, Session> sessions = new HashMap<>();
    private final ServiceUse serviceUse = new ServiceUse();

    /** No keys and no sessions yet. */
    public Credentials(World world) {
        this.world = world;
        this.keys = world.lags().iam().map(new HashMap<>());
    }

    /** The long-term key with this id. */
    public Optional<AccessKey> key(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    /** The session with this access key id, also when it has ended. */
    public Optional<Session> session(String accessKeyId) {
        return Optional.ofNullable(sessions.get(accessKeyId));
    }

    /** Creates a key for a user. */
    public AccessKey create(IamUser user) {
        AccessKey key = new AccessKey(user.account(), user);
        user.accessKeys().put(key.id(), key);
        keys.put(key.id(), key);
        return key;
    }

    /** Creates a key for the root user of an account, as only the root user can in the console. */
    public AccessKey createRoot(Account account) {
        return world.lags().iam().settled(() -> {
            AccessKey key = new AccessKey(account, null);
            keys.put(key.id(), key);
            account.iam().rootKeys().put(key.id(), key);
            return key;
        });
    }

    /** Deletes a key. */
    public void delete(AccessKey key) {
        keys.remove(key.id());
        key.user().ifPresent(user -> user.accessKeys().remove(key.id()));
        key.account().iam().rootKeys().remove(key.id());
    }

    /** Issues a session of a role, as STS and the instance metadata service do. */
    public Session assume(IamRole role, String sessionName, Duration duration, Session.Context context) {
        String account = role.account().id();
        String arn = "arn:aws:sts::" + account + ":assumed-role/" + role.name() + "/" + sessionName;
        var caller = new Caller(account, Caller.Type.ROLE_SESSION, arn, role.id() + ":" + sessionName, role.id());
        return issue(caller, duration, context);
    }

    /** Issues a session with this identity. */
    public Session issue(Caller identity, Duration duration, Session.Context context) {
        Instant now = world.now().truncatedTo(ChronoUnit.SECONDS);
        String id = world.ids().iam("ASIA").substring(0, 20);
        String token = "IQoJb3JpZ2luX2VjE" + world.ids().secret(300);
        var session = new Session(id, world.ids().secret(40), token, now, now.plus(duration), identity, context);
        sessions.put(id, session);
        return session;
    }

    /** The identity behind an access key id, also of an inactive key or an ended session, as far as IAM's changes are seen. */
    public Optional<Caller> caller(String accessKeyId) {
        return world.lags().iam().past(() -> identity(accessKeyId));
    }

    private Optional<Caller> identity(String accessKeyId) {
        Optional<Caller> longTerm = key(accessKeyId)
                .map(key -> key.caller().with(new Caller.Credential(key.id(), key.secret(), key.active(), null)));
        return longTerm.or(() -> session(accessKeyId)
                .map(session -> session.caller()
                        .with(new Caller.Credential(session.accessKeyId(), session.secret(), true, session))));
    }

    /** Which services users and roles have used. */
    public ServiceUse serviceUse() {
        return serviceUse;
    }

    /** Notes that a request was signed with this key. */
    public void used(String accessKeyId, String service, String region) {
        var use = new AccessKey.LastUse(world.now().truncatedTo(ChronoUnit.SECONDS), service, region);
        caller(accessKeyId).ifPresent(caller -> serviceUse.note(caller.principalId(), use));
        key(accessKeyId).ifPresent(key -> key.used(use));
        session(accessKeyId)
                .map(Session::caller)
                .ifPresent(caller -> world.account(caller.accountId())
                        .iam()
                        .roles()
                        .findById(caller.principalId())
                        .ifPresent(role -> role.used(use)));
    }
}
