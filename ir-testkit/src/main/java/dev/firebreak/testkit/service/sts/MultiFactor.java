package dev.firebreak.testkit.service.sts;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.world.Caller;
import dev.firebreak.testkit.world.iam.MfaDevice;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks the code of an MFA device that a request for temporary credentials carries. */
final class MultiFactor {
    private MultiFactor() {}

    /** Whether the caller has proved possession of a device; a failed attempt is refused. */
    static boolean check(Call call, Caller caller, @Nullable String serialNumber, @Nullable String code) {
        if (serialNumber == null && code == null) {
            return false;
        }
        if (serialNumber == null || code == null) {
            throw IamErrors.accessDenied(
                    "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");
        }
        MfaDevice device = device(call, caller, serialNumber)
                .orElseThrow(() -> IamErrors.accessDenied(
                        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial "
                                + "number is valid and associated with this user."));
        if (!device.use(code, call.now())) {
            throw IamErrors.accessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code.");
        }
        return true;
    }

    private static Optional<MfaDevice> device(Call call, Caller caller, String serialNumber) {
        return call.world()
                .account(caller.accountId())
                .iam()
                .users()
                .findById(caller.principalId())
                .map(user -> user.mfaDevices().get(serialNumber));
    }
}
