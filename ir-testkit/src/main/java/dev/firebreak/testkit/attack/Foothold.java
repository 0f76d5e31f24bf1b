package dev.firebreak.testkit.attack;

import dev.firebreak.testkit.guest.CommandResult;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What an attacker holds, and how its moves use it.
 *
 * <p>A move that is only asked gets a foothold that changes nothing: calls that read are made, the first thing that would change
 * something ends the move, and is taken for its success.
 */
public final class Foothold {
    private final Loot loot;
    private final Clients clients;
    private final boolean asking;

    Foothold(Loot loot, Clients clients, boolean asking) {
        this.loot = loot;
        this.clients = clients;
        this.asking = asking;
    }

    /** The credentials in the order that they were got, whether they work or not. */
    public List<StolenCredential> credentials() {
        return List.copyOf(loot.credentials);
    }

    /** The shells in the order that they were opened, alive or not. */
    public List<Shell> shells() {
        return List.copyOf(loot.shells);
    }

    /** What else was taken: for an object copied from a bucket, {@code s3://bucket/key}. */
    public SortedSet<String> loot() {
        return new TreeSet<>(loot.things);
    }

    /**
     * Makes a call with each of the credentials until one is let through.
     *
     * @param builder makes a synchronous client; Region, credentials, address and door are set here
     * @throws SdkException what the last credential was refused with
     * @throws MoveFailedException when there are no credentials
     */
    public <B extends AwsClientBuilder<B, C>, C, T> T use(B builder, Function<C, T> call) {
        RuntimeException refusal = new MoveFailedException("No credentials are held");
        for (StolenCredential credential : credentials()) {
            try {
                return with(credential, builder, call);
            } catch (SdkException refused) {
                if (wouldSucceed(refused)) {
                    throw new WouldSucceed();
                }
                refusal = refused;
            }
        }
        throw refusal;
    }

    <B extends AwsClientBuilder<B, C>, C, T> T with(StolenCredential credential, B builder, Function<C, T> call) {
        return clients.call(builder, new Clients.Use(credential, asking), call);
    }

    private boolean wouldSucceed(SdkException refused) {
        return asking
                && refused instanceof AwsServiceException error
                && error.awsErrorDetails() != null
                && AttackSurface.WOULD_SUCCEED.equals(error.awsErrorDetails().errorCode());
    }

    /**
     * Runs a script in the first shell that is alive.
     *
     * @throws MoveFailedException when none is
     */
    public CommandResult run(String script) {
        Implant implant = implant();
        change();
        return implant.guest().run(script);
    }

    /** Keeps credentials that were got. */
    public void keep(StolenCredential credential) {
        change();
        loot.keep(credential);
    }

    /** Keeps anything else, under a name. */
    public void take(String what) {
        if (!asking) {
            loot.things.add(what);
        }
    }

    /** To be told before anything changes: ends a move that is only asked. */
    void change() {
        if (asking) {
            throw new WouldSucceed();
        }
    }

    /** The implant behind the first shell that is alive. */
    Implant implant() {
        String instanceId = loot.shells.stream()
                .filter(Shell::isAlive)
                .map(Shell::instanceId)
                .findFirst()
                .orElseThrow(() -> new MoveFailedException("No shell is alive: " + loot.shells));
        return loot.implants.stream()
                .filter(implant -> implant.instanceId().equals(instanceId))
                .findFirst()
                .orElseThrow();
    }

    List<Implant> implants() {
        return List.copyOf(loot.implants);
    }

    void keep(Shell shell) {
        loot.shells.removeIf(held -> !held.isAlive());
        loot.shells.add(shell);
    }

    /** Ends a move that was only asked, at the first thing it would change. */
    static final class WouldSucceed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WouldSucceed() {
            super("It would succeed", null, false, false);
        }
    }
}
