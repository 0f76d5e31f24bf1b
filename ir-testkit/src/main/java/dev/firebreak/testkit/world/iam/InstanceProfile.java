package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance profile: what hands a role to EC2 instances. */
public final class InstanceProfile extends IamEntity {
    private final Cell<@Nullable IamRole> role = lag().cell(null);

    public InstanceProfile(Account account, String name, String path) {
        super(account, name, path, "AIPA");
    }

    @Override
    String type() {
        return "instance-profile";
    }

    /** The one role that it may hold. */
    public Optional<IamRole> role() {
        return Optional.ofNullable(role.get());
    }

    /** Puts a role into the profile. */
    public void hold(IamRole held) {
        role.set(held);
        held.instanceProfiles().put(name(), this);
    }

    /** Takes the role out of the profile. */
    public void release() {
        role().ifPresent(held -> held.instanceProfiles().remove(name()));
        role.set(null);
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = super.snapshot();
        role().ifPresent(held -> node.put("role", held.name()));
        return node;
    }
}
