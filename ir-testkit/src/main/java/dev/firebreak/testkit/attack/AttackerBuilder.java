package dev.firebreak.testkit.attack;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.iam.model.AccessKey;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Says what an attacker begins with, what it does, and when; the last lets it in. */
public final class AttackerBuilder {
    private final AttackSurface surface;
    final List<StolenCredential> credentials = new ArrayList<>();
    final List<String> instances = new ArrayList<>();
    final List<Move> moves = new ArrayList<>();
    String address = "198.51.100.66";
    String userAgent = "aws-cli/2.15.0";
    int port = 443;

    private AttackerBuilder(AttackSurface surface) {
        this.surface = surface;
    }

    /** An attacker of this. */
    public static AttackerBuilder of(AttackSurface surface) {
        return new AttackerBuilder(surface);
    }

    /** The address of the attacker's host. If not set, 198.51.100.66. */
    public AttackerBuilder from(String address) {
        this.address = address;
        return this;
    }

    /** What the attacker's tools call themselves. If not set, {@code aws-cli/2.15.0}. */
    public AttackerBuilder userAgent(String userAgent) {
        this.userAgent = userAgent;
        return this;
    }

    /** Begins with an access key. */
    public AttackerBuilder withKey(AccessKey key) {
        return with(StolenCredential.key(key.accessKeyId(), key.secretAccessKey(), "stolen"));
    }

    /** Begins with the credentials of a session. */
    public AttackerBuilder withSession(Credentials session) {
        var credentials =
                AwsSessionCredentials.create(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
        Instant end = session.expiration();
        return with(StolenCredential.session(credentials, "stolen", end));
    }

    /** Begins with any credentials. */
    public AttackerBuilder with(StolenCredential credential) {
        credentials.add(credential);
        return this;
    }

    /** Begins with a reverse shell on an instance: a process on it has opened a connection to port 443 of the attacker's host. */
    public AttackerBuilder withShellOn(String instanceId) {
        instances.add(instanceId);
        return this;
    }

    /** Begins with a reverse shell on an instance, at another port. */
    public AttackerBuilder withShellOn(String instanceId, int port) {
        this.port = port;
        return withShellOn(instanceId);
    }

    /** Keeps shells open, and opens one anew, at this port, when all were cut and the process on the instance still runs. */
    public AttackerBuilder keepShell(int port) {
        return then(new KeepShell(port));
    }

    /** Reads the credentials of an instance's role from its metadata service, through a shell. */
    public AttackerBuilder refreshFromImds() {
        return then(new RefreshFromImds());
    }

    /** Creates a further access key for a user. */
    public AttackerBuilder createKey(String user) {
        return then(Moves.createKey(user));
    }

    /** Assumes a role. */
    public AttackerBuilder assume(String roleArn) {
        return then(Moves.assume(roleArn));
    }

    /** Lists a bucket and reads every object in it. */
    public AttackerBuilder copyBucket(String bucket) {
        return then(Moves.copyBucket(bucket));
    }

    /** Stops a trail of CloudTrail. */
    public AttackerBuilder stopLogging(String trail) {
        return then(Moves.stopLogging(trail));
    }

    /** Deletes all snapshots of the account. */
    public AttackerBuilder deleteSnapshots() {
        return then(Moves.deleteSnapshots());
    }

    /** Does something else, under a name that assertions tell. */
    public AttackerBuilder call(String name, Consumer<Foothold> script) {
        return then(new ScriptedMove(name, script));
    }

    /** Makes a move of one's own. */
    public AttackerBuilder then(Move move) {
        moves.add(move);
        return this;
    }

    /** Lets it in. It acts when {@link Attacker#act()} is called. */
    public Attacker actsWhenTold() {
        return Attacker.enter(surface, this);
    }

    /** Lets it in. It makes one move after every call of anybody else, one after the other and then from the first again. */
    public Attacker actsAfterEveryCall() {
        Attacker attacker = actsWhenTold();
        surface.attacks().afterEveryCall(attacker::actOnce);
        return attacker;
    }

    /** Lets it in. It makes all its moves once, after so many calls of anybody else from now. */
    public Attacker actsAfterCall(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("Invalid count of calls: " + count + " (must be at least 1)");
        }
        Attacker attacker = actsWhenTold();
        surface.attacks().afterEveryCall(attacker.atCall(count));
        return attacker;
    }

    /**
     * Lets it in. It makes one move at every so much time, by the fake's manual clock, while that is advanced.
     *
     * @throws IllegalStateException when the fake has no manual clock
     */
    public Attacker actsEvery(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("Invalid period: " + period + " (must be positive)");
        }
        Attacker attacker = actsWhenTold();
        surface.timer().accept(period, attacker::actOnceInTurn);
        return attacker;
    }
}
