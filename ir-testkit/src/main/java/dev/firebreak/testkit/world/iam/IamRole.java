package dev.firebreak.testkit.world.iam;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.lag.Cell;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An IAM role. */
public final class IamRole extends IamPrincipal {
    private final SortedMap<String, InstanceProfile> instanceProfiles = lag().sorted(new TreeMap<>());
    private final Cell<Trust> trust;
    private final Cell<String> description = lag().cell("");
    private final Cell<Integer> maxSessionSeconds = lag().cell(3600);
    private AccessKey.@Nullable LastUse lastUse;

    private record Trust(String document, Map<String, String> principals) {}

    public IamRole(Account account, String name, String path, String trustPolicy) {
        super(account, name, path, "AROA");
        this.trust = lag().cell(new Trust(trustPolicy, Map.of()));
    }

    @Override
    String type() {
        return "role";
    }

    /** The trust policy's document. */
    public String trustPolicy() {
        return trust.get().document();
    }

    /**
     * The unique ids of the users and roles that the trust policy names, by ARN, as they were when it was written: a user that is
     * deleted and created again under its old name is not trusted.
     */
    public Map<String, String> trustedIds() {
        return trust.get().principals();
    }

    /** Sets the trust policy, and the unique ids of the principals that it names. */
    public void trust(String document, Map<String, String> principals) {
        trust.set(new Trust(document, Map.copyOf(principals)));
    }

    /** The description; empty when there is none. */
    public String description() {
        return description.get();
    }

    /** Sets the description. */
    public void describe(String text) {
        description.set(text);
    }

    /** The longest session that may be asked for. */
    public int maxSessionSeconds() {
        return maxSessionSeconds.get();
    }

    /** Sets the longest session that may be asked for. */
    public void setMaxSessionSeconds(int seconds) {
        maxSessionSeconds.set(seconds);
    }

    /** The instance profiles that hold the role, by name. */
    public SortedMap<String, InstanceProfile> instanceProfiles() {
        return instanceProfiles;
    }

    /** The latest use of one of its sessions. */
    public Optional<AccessKey.LastUse> lastUse() {
        return Optional.ofNullable(lastUse);
    }

    void used(AccessKey.LastUse use) {
        lastUse = use;
    }

    /** Whether only AWS may change the role: a service-linked role, or one that Identity Center made. */
    public boolean isProtected() {
        return path().startsWith("/aws-service-role/") || path().startsWith("/aws-reserved/");
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = super.snapshot();
        return node.put("trustPolicy", trustPolicy())
                .put("description", description())
                .put("maxSessionDuration", maxSessionSeconds());
    }
}
