package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamUser;

/**
 * What a test tells the fake CloudTrail beside API calls: how long it takes, and who signs in to the console.
 *
 * <p>Threading: safe for use by many threads.
 */
public final class FakeCloudTrail {
    private final World world;

    private FakeCloudTrail(World world) {
        this.world = world;
    }

    /** The CloudTrail of a world. */
    public static FakeCloudTrail of(World world) {
        return new FakeCloudTrail(world);
    }

    /** Sets how long CloudTrail takes. If not set, {@link TrailTiming#DEFAULT}. */
    public FakeCloudTrail timing(TrailTiming timing) {
        synchronized (world) {
            Timeline.of(world).timing(timing);
        }
        return this;
    }

    /**
     * Records that a user signs in to the console; the event is in us-east-1, as that of a sign-in at the global address.
     *
     * @param user the user
     * @param address the IP address
     * @param succeeded whether the password was right
     * @param multiFactor whether MFA was used
     */
    public void signIn(IamUser user, String address, boolean succeeded, boolean multiFactor) {
        synchronized (world) {
            String account = user.account().id();
            var caller = new Caller(account, Caller.Type.USER, user.arn(), user.id(), user.id(), null);
            take(caller, new SignIn(address, succeeded, multiFactor));
        }
    }

    /** Records that the root user of an account signs in to the console; see {@link #signIn}. */
    public void signInRoot(String account, String address, boolean succeeded, boolean multiFactor) {
        synchronized (world) {
            take(Caller.root(account), new SignIn(address, succeeded, multiFactor));
        }
    }

    private void take(Caller caller, SignIn signIn) {
        var kind = new EventKind("signin.amazonaws.com", "ConsoleLogin", false, true);
        var place = new RecordedEvent.Place(caller.accountId(), "us-east-1", 0);
        var identity = new Identity(caller, "", "");
        Recorder.take(world, new RecordedEvent(Timeline.of(world).next(), place, world.now(), identity, kind, signIn));
    }
}
