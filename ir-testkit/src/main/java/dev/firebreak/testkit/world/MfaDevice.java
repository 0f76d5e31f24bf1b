package dev.firebreak.testkit.world;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A virtual MFA device, enabled for a user or not yet for any. */
public final class MfaDevice {
    private final String serialNumber;
    private final String seed;
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

    /** The secret that an authenticator needs. */
    public String seed() {
        return seed;
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
