package dev.firebreak.testkit.world.iam;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A virtual MFA device, enabled for a user or not yet for any. */
public final class MfaDevice {
    // An hour: a device whose codes are sent late is enabled, but out of step.
    private static final int ENABLING_STEPS = 120;

    private final String serialNumber;
    private final String seed;
    private final SortedMap<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private long lastStep = Long.MIN_VALUE;
    private @Nullable IamUser user;
    private @Nullable Instant enabled;

    public MfaDevice(String serialNumber, String seed) {
        this.serialNumber = serialNumber;
        this.seed = seed;
    }

    /** The ARN by which IAM names a virtual device. */
    public String serialNumber() {
        return serialNumber;
    }

    /** The secret that an authenticator needs, in base 32. */
    public String seed() {
        return seed;
    }

    /** The tags, by key. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** Whether these are two codes that the device shows one after the other, around a time. */
    public boolean showsInTurn(String first, String second, Instant around) {
        OptionalLong step = Totp.find(seed, first, around, ENABLING_STEPS);
        return step.isPresent()
                && Totp.find(seed, second, around, ENABLING_STEPS + 1).equals(OptionalLong.of(step.getAsLong() + 1));
    }

    /** Whether a code is good for one sign-in now: the present one or one beside it, and later than the last one used. */
    public boolean use(String code, Instant now) {
        OptionalLong step = Totp.find(seed, code, now, 1);
        if (step.isEmpty() || step.getAsLong() <= lastStep) {
            return false;
        }
        lastStep = step.getAsLong();
        return true;
    }

    /** The user that the device is enabled for. */
    public Optional<IamUser> user() {
        return Optional.ofNullable(user);
    }

    /** When the device was enabled. */
    public Optional<Instant> enabled() {
        return Optional.ofNullable(enabled);
    }

    /** Enables the device for a user. */
    public void enable(IamUser owner, Instant when) {
        user = owner;
        enabled = when;
        owner.mfaDevices().put(serialNumber, this);
    }

    /** Takes the device away from its user. */
    public void deactivate() {
        user().ifPresent(owner -> owner.mfaDevices().remove(serialNumber));
        user = null;
        enabled = null;
    }
}
