package dev.firebreak.testkit.world.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * One EC2 instance: what it was launched with, its attributes, and where in its life it is.
 *
 * <p>Its interfaces, volumes, tags and profile lie in the tables of {@link Ec2State}, under its id.
 */
public final class Ec2Instance {
    private static final Duration VISIBLE_AFTER_TERMINATION = Duration.ofHours(1);

    private final String reservationId;
    private Instance launched;
    private InstanceStateName settled = InstanceStateName.RUNNING;
    private InstanceStateName passing = InstanceStateName.PENDING;
    private Instant settles;
    private boolean terminationProtected;
    private boolean stopProtected;
    private String shutdownBehavior = "stop";
    private String userData = "";
    private String consoleOutput = "";
    private boolean publicAddress;
    private int reboots;
    private Instant rebooted = Instant.MIN;
    private @Nullable Consumer<Ec2Instance> keeper;

    /** A launched instance, {@code pending} until {@code running}. */
    public Ec2Instance(String reservationId, Instance launched, Instant running) {
        this.reservationId = reservationId;
        this.launched = launched;
        this.settles = running;
    }

    private Ec2Instance(Ec2Instance other) {
        reservationId = other.reservationId;
        launched = other.launched;
        settled = other.settled;
        passing = other.passing;
        settles = other.settles;
        terminationProtected = other.terminationProtected;
        stopProtected = other.stopProtected;
        shutdownBehavior = other.shutdownBehavior;
        userData = other.userData;
        consoleOutput = other.consoleOutput;
        publicAddress = other.publicAddress;
        reboots = other.reboots;
        rebooted = other.rebooted;
    }

    /** From now on hands a copy of itself to a keeper before what the API tells of it changes; not for the console and reboots. */
    void beforeChange(Consumer<Ec2Instance> keeping) {
        keeper = keeping;
    }

    private void changes() {
        if (keeper != null) {
            keeper.accept(new Ec2Instance(this));
        }
    }

    /** The instance id. */
    public String id() {
        return launched.instanceId();
    }

    /** The reservation that launched it. */
    public String reservationId() {
        return reservationId;
    }

    /** What the instance was launched with, as the API gives it, without state, interfaces, volumes, tags and profile. */
    public Instance launched() {
        return launched;
    }

    /** Changes part of what {@link #launched} gives. */
    public void change(Consumer<Instance.Builder> change) {
        changes();
        launched = launched.copy(change);
    }

    /** The state at this time. */
    public InstanceStateName state(Instant now) {
        return now.isBefore(settles) ? passing : settled;
    }

    /** When the state that the instance passes through is left, or was left. */
    public Instant settles() {
        return settles;
    }

    /** Whether the instance is in one of these states. */
    public boolean in(Instant now, InstanceStateName... states) {
        return Arrays.asList(states).contains(state(now));
    }

    /** The state at this time as the API gives it, code and name. */
    public InstanceState apiState(Instant now) {
        InstanceStateName name = state(now);
        return InstanceState.builder().name(name).code(code(name)).build();
    }

    /** Moves to a state through another, which is left at {@code when}. */
    public void move(InstanceStateName through, InstanceStateName to, Instant when) {
        changes();
        passing = through;
        settled = to;
        settles = when;
    }

    /** Whether the instance was terminated so long ago that the API has forgotten it. */
    public boolean forgotten(Instant now) {
        return settled == InstanceStateName.TERMINATED && !now.isBefore(forgottenAt());
    }

    /** When a terminated instance is no longer visible: one hour after its termination. */
    public Instant forgottenAt() {
        return settles.plus(VISIBLE_AFTER_TERMINATION);
    }

    /** The attribute {@code disableApiTermination}. */
    public boolean terminationProtected() {
        return terminationProtected;
    }

    /** Sets the attribute {@code disableApiTermination}. */
    public void terminationProtected(boolean value) {
        changes();
        terminationProtected = value;
    }

    /** The attribute {@code disableApiStop}. */
    public boolean stopProtected() {
        return stopProtected;
    }

    /** Sets the attribute {@code disableApiStop}. */
    public void stopProtected(boolean value) {
        changes();
        stopProtected = value;
    }

    /** The attribute {@code instanceInitiatedShutdownBehavior}: {@code stop} or {@code terminate}. */
    public String shutdownBehavior() {
        return shutdownBehavior;
    }

    /** Sets the attribute {@code instanceInitiatedShutdownBehavior}. */
    public void shutdownBehavior(String value) {
        changes();
        shutdownBehavior = value.toLowerCase(Locale.ROOT);
    }

    /** The user data in Base64; empty when there is none. */
    public String userData() {
        return userData;
    }

    /** Sets the user data, in Base64. */
    public void userData(String base64) {
        changes();
        userData = base64;
    }

    /** What the instance has written to its console. */
    public String consoleOutput() {
        return consoleOutput;
    }

    /** Sets what the instance has written to its console. */
    public void consoleOutput(String text) {
        consoleOutput = text;
    }

    /** Whether the instance gets a public IPv4 address at every start. */
    public boolean publicAddress() {
        return publicAddress;
    }

    /** Sets whether the instance gets a public IPv4 address at every start. */
    public void publicAddress(boolean value) {
        changes();
        publicAddress = value;
    }

    /** How often the instance was rebooted, among others by {@code CreateImage} without {@code NoReboot}. */
    public int reboots() {
        return reboots;
    }

    /** Counts a reboot. */
    public void rebooted(Instant when) {
        reboots++;
        rebooted = when;
    }

    /** When the instance was last started or rebooted; its uptime counts from here. */
    public Instant booted() {
        Instant launch = launched.launchTime();
        return rebooted.isAfter(launch) ? rebooted : launch;
    }

    private static int code(InstanceStateName name) {
        return switch (name) {
            case PENDING -> 0;
            case RUNNING -> 16;
            case SHUTTING_DOWN -> 32;
            case TERMINATED -> 48;
            case STOPPING -> 64;
            default -> 80;
        };
    }
}
