package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.guest.Guests;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Somebody with stolen credentials or a shell on an instance, who acts in the background of a test.
 *
 * <pre>{@code
 * Attacker attacker = fake.attacker().withShellOn(web.id()).keepShell(443).refreshFromImds().actsAfterEveryCall();
 * // ... contain ...
 * assertThat(attacker).isLockedOut();
 * }</pre>
 *
 * <p>Its calls are those of an SDK client at its own address: they pass signature, policies and faults, and CloudTrail records them. It
 * never acts between two calls of its own.
 *
 * <p><i>Threading:</i> safe for use by many threads; it acts under the world's monitor.
 */
public final class Attacker {
    private final AttackSurface surface;
    private final Clients.Origin origin;
    private final List<Move> moves;
    private final Loot loot = new Loot();
    private final Foothold acting;
    private final Foothold asking;
    private final List<Attempt> attempts = new ArrayList<>();
    private int next;
    private boolean stopped;

    private Attacker(AttackSurface surface, AttackerBuilder settings) {
        this.surface = surface;
        this.origin = new Clients.Origin(settings.address, settings.userAgent);
        this.moves = List.copyOf(settings.moves);
        var clients = new Clients(surface, origin);
        this.acting = new Foothold(loot, clients, false);
        this.asking = new Foothold(loot, clients, true);
    }

    static Attacker enter(AttackSurface surface, AttackerBuilder settings) {
        var attacker = new Attacker(surface, settings);
        synchronized (surface.region().world()) {
            settings.credentials.forEach(attacker::begin);
            settings.instances.forEach(instance -> attacker.begin(instance, settings.port));
        }
        return attacker;
    }

    /** What it begins with works: a test of a locked-out attacker would else prove nothing. */
    private void begin(StolenCredential credential) {
        loot.keep(credential);
        refusal(credential).ifPresent(why -> {
            throw new IllegalArgumentException("Cannot begin with " + credential + ": " + why);
        });
    }

    private void begin(String instanceId, int port) {
        Guest guest = Guests.of(surface.region())
                .find(instanceId)
                .orElseThrow(
                        () -> new IllegalArgumentException("Cannot begin on " + instanceId + ": no such instance"));
        Implant implant = Implant.on(guest, origin.address());
        loot.implants.add(implant);
        try {
            loot.shells.add(implant.call(port));
        } catch (MoveFailedException cut) {
            throw new IllegalArgumentException("Cannot begin on " + instanceId + ": " + cut.getMessage(), cut);
        }
    }

    /** Why a credential is refused at all; empty when it is taken, whatever it may do. */
    Optional<String> refusal(StolenCredential credential) {
        try {
            asking.with(credential, StsClient.builder(), StsClient::getCallerIdentity);
            return Optional.empty();
        } catch (SdkException refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        }
    }

    /** Makes all its moves once, in their order. */
    public List<Attempt> act() {
        var made = new ArrayList<Attempt>();
        surface.attacks().act(world(), () -> moves.forEach(move -> made.add(make(move))));
        return List.copyOf(made);
    }

    void actOnce() {
        if (!stopped && !moves.isEmpty()) {
            make(moves.get(next++ % moves.size()));
        }
    }

    void actOnceInTurn() {
        surface.attacks().act(world(), this::actOnce);
    }

    Runnable atCall(int count) {
        var calls = new AtomicInteger();
        return () -> {
            if (!stopped && calls.incrementAndGet() == count) {
                moves.forEach(this::make);
            }
        };
    }

    private Attempt make(Move move) {
        Attempt attempt = tried(move, acting);
        attempts.add(attempt);
        return attempt;
    }

    private static Attempt tried(Move move, Foothold foothold) {
        try {
            move.attempt(foothold);
            return Attempt.success(move);
        } catch (Foothold.WouldSucceed would) {
            return Attempt.success(move);
        } catch (SdkException | MoveFailedException failed) {
            return Attempt.failure(move, failed);
        }
    }

    /** Acts no more by itself. */
    public void stop() {
        synchronized (world()) {
            stopped = true;
        }
    }

    /** The moves that it has made, the oldest first. */
    public List<Attempt> attempts() {
        synchronized (world()) {
            return List.copyOf(attempts);
        }
    }

    /** What it holds. */
    public Foothold foothold() {
        return acting;
    }

    /** The address of its host. */
    public String address() {
        return origin.address();
    }

    /**
     * What it could still do now. Asking changes nothing, and leaves no trace in CloudTrail or {@code fake.calls()}: credentials are
     * tried, what they may do is evaluated, and every move is made up to what it would change first. So quotas and locks, which an
     * operation itself refuses, show only in {@link #act()}.
     */
    public Remaining remaining() {
        synchronized (world()) {
            var credentials = loot.credentials.stream()
                    .map(credential -> new Remaining.Standing(
                            credential, refusal(credential), new Powers(surface, origin.address(), credential)))
                    .toList();
            var tries = moves.stream().map(move -> tried(move, asking)).toList();
            return new Remaining(origin.address(), credentials, List.copyOf(loot.shells), tries);
        }
    }

    private World world() {
        return surface.region().world();
    }
}
