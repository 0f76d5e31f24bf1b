package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An IAM user, with its credentials and its groups. */
public final class IamUser extends IamPrincipal {
    private final Map<String, AccessKey> accessKeys = lag().map(new LinkedHashMap<>());
    private final SortedMap<String, IamGroup> groups = lag().sorted(new TreeMap<>());
    private final SortedMap<String, MfaDevice> mfaDevices = lag().sorted(new TreeMap<>());
    private final Cell<@Nullable LoginProfile> loginProfile = lag().cell(null);

    public IamUser(Account account, String name, String path) {
        super(account, name, path, "AIDA");
    }

    @Override
    String type() {
        return "user";
    }

    /** The access keys by id, the oldest first. */
    public Map<String, AccessKey> accessKeys() {
        return accessKeys;
    }

    /** The groups that the user is in, by name. */
    public SortedMap<String, IamGroup> groups() {
        return groups;
    }

    /** The enabled MFA devices, by serial number. */
    public SortedMap<String, MfaDevice> mfaDevices() {
        return mfaDevices;
    }

    /** The console password. */
    public Optional<LoginProfile> loginProfile() {
        return Optional.ofNullable(loginProfile.get());
    }

    /** Sets the console password; {@code null} takes console access away. */
    public void setLoginProfile(@Nullable LoginProfile profile) {
        loginProfile.set(profile);
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = super.snapshot();
        ObjectNode keys = node.putObject("accessKeys");
        new TreeMap<>(accessKeys).forEach((id, key) -> keys.set(id, key.snapshot()));
        var groupNames = node.putArray("groups");
        groups.keySet().forEach(groupNames::add);
        var devices = node.putArray("mfaDevices");
        mfaDevices.keySet().forEach(devices::add);
        loginProfile()
                .ifPresent(profile -> node.putObject("loginProfile")
                        .put("created", profile.created().toString())
                        .put("passwordResetRequired", profile.passwordResetRequired()));
        return node;
    }
}
