package dev.firebreak.testkit.world;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.iam.Credentials;
import dev.firebreak.testkit.world.lag.Lags;
import dev.firebreak.testkit.world.network.PublicAddresses;
import dev.firebreak.testkit.world.s3.Buckets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that exists in a fake AWS: accounts, and in each its Regions and global services.
 *
 * <p>Threading: not safe by itself. Every call and every direct access to the state runs under the world's monitor
 * ({@code synchronized (world)}); the call pipeline takes it.
 */
public final class World {
    private final Clock clock;
    private final Ids ids;
    private final Lags lags;
    private final PublicAddresses publicAddresses = new PublicAddresses();
    private final SortedMap<String, Account> accounts = new TreeMap<>();
    private final Credentials credentials;
    private final Buckets buckets = new Buckets();
    private final Events events = new Events();
    private final ServiceStates states = new ServiceStates();
    private final Map<RegionQuota, Integer> raised = new EnumMap<>(RegionQuota.class);
    private final List<Runnable> duties = new ArrayList<>();
    private ServiceControlPolicies organization = ServiceControlPolicies.NONE;

    /** A world in which every change is seen at once. */
    public World(Clock clock, Ids ids) {
        this(clock, ids, Lags.none());
    }

    /** A world in which changes are seen late. */
    public World(Clock clock, Ids ids, Lags lags) {
        this.clock = clock;
        this.ids = ids;
        this.lags = lags;
        this.credentials = new Credentials(this);
    }

    /** How late changes are seen. */
    public Lags lags() {
        return lags;
    }

    /** How much of something a Region may have. */
    public int most(RegionQuota quota) {
        return raised.getOrDefault(quota, quota.usual());
    }

    /** Has these quotas hold in all Regions, and the usual ones for what is not named. */
    public void raise(Map<RegionQuota, Integer> quotas) {
        raised.clear();
        raised.putAll(quotas);
    }

    /** The one clock of this world. */
    public Clock clock() {
        return clock;
    }

    /** Now, by the world's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** The one source of identifiers of this world. */
    public Ids ids() {
        return ids;
    }

    /** The one source of public IPv4 addresses of this world. */
    public PublicAddresses publicAddresses() {
        return publicAddresses;
    }

    /** The account with this 12-digit id, which is made, as AWS makes a new one, when first asked for. */
    public Account account(String id) {
        return accounts.computeIfAbsent(id, made -> lags.settled(() -> new Account(this, made)));
    }

    /** The accounts made so far, by id. */
    public SortedMap<String, Account> accounts() {
        return accounts;
    }

    /** The access keys and sessions of all accounts. */
    public Credentials credentials() {
        return credentials;
    }

    /** The S3 buckets of all accounts. */
    public Buckets buckets() {
        return buckets;
    }

    /** What services tell as it happens. */
    public Events events() {
        return events;
    }

    /** What the organization, if there is one, says about its accounts. */
    public ServiceControlPolicies organization() {
        return organization;
    }

    /** Sets what speaks for the organization. */
    public void setOrganization(ServiceControlPolicies policies) {
        organization = policies;
    }

    /** Has a service do, whenever others look, what its time has come for: for what one service makes in the state of another. */
    public void onCatchUp(Runnable duty) {
        duties.add(duty);
    }

    /** Has everything done whose time has come. */
    public void catchUp() {
        lags.iam().present(() -> {
            List.copyOf(duties).forEach(Runnable::run);
            return true;
        });
    }

    /** The state of a service that spans accounts, such as Organizations; made when first asked for. */
    public <S extends ServiceState> S state(Class<S> type, Function<World, S> maker) {
        return states.get(type, () -> maker.apply(this));
    }

    /** The identity behind an access key id, also of an inactive key or an ended session; empty for an unknown key. */
    public Optional<Caller> caller(String accessKeyId) {
        return credentials.caller(accessKeyId);
    }

    /** The state of the whole world as comparable JSON, without what calls merely observe and without secrets. */
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        accounts.forEach((id, account) -> node.set(id, account.snapshot()));
        states.addTo(node);
        return node;
    }
}
