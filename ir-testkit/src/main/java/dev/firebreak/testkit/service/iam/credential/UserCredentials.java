package dev.firebreak.testkit.service.iam.credential;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.Table;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.StatusType;

/** The SSH keys, signing certificates and service-specific credentials of the users of an account. */
public final class UserCredentials implements ServiceState {
    private final Table<UserCredential> credentials = new Table<>(UserCredential::id)
            .index("user", credential -> List.of(credential.user().id()));

    private UserCredentials() {}

    /** Those of an account. */
    public static UserCredentials of(Account account) {
        return account.state(UserCredentials.class, made -> new UserCredentials());
    }

    /** The credentials of one kind that a user has, the oldest first. */
    public List<UserCredential> of(IamUser user, UserCredential.Kind kind) {
        return credentials.by("user", user.id()).stream()
                .filter(credential -> credential.kind() == kind)
                .collect(Collectors.toList());
    }

    List<UserCredential> all(UserCredential.Kind kind) {
        return credentials.all().stream()
                .filter(credential -> credential.kind() == kind)
                .collect(Collectors.toList());
    }

    /** Adds a credential that is made now and active. */
    UserCredential add(
            Call call, UserCredential.Kind kind, IamUser user, String idPrefix, Map<String, String> details) {
        String id = call.world().ids().iam(idPrefix);
        var credential = new UserCredential(id, kind, user, true, IamChecks.seconds(call), Map.copyOf(details), "");
        put(credential);
        return credential;
    }

    void put(UserCredential credential) {
        credentials.put(credential);
    }

    void remove(UserCredential credential) {
        credentials.remove(credential.id());
    }

    /** Sets the status of the named credential of a user. */
    static void setStatus(Call call, UserCredential credential, @Nullable StatusType status) {
        if (status != StatusType.ACTIVE && status != StatusType.INACTIVE) {
            throw IamErrors.constraint("status", "Member must satisfy enum value set: [Active, Inactive]");
        }
        of(call.account()).put(credential.withActive(status == StatusType.ACTIVE));
    }

    /** The credential of a user, of the caller when no user is named, by its id. */
    static UserCredential find(
            Call call,
            UserCredential.Kind kind,
            @Nullable String userName,
            @Nullable String credentialId,
            Supplier<AwsError> missing) {
        IamUser user = IamLookup.userOrCaller(call, userName);
        return of(call.account()).of(user, kind).stream()
                .filter(credential -> credential.id().equals(credentialId))
                .findFirst()
                .orElseThrow(missing);
    }

    @Override
    public ObjectNode snapshot() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        credentials.all().stream()
                .sorted((left, right) -> left.id().compareTo(right.id()))
                .forEach(credential -> node.set(credential.id(), credential.snapshot()));
        return node;
    }
}
