package dev.firebreak.aws.internal.iam;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepFailedException;
import dev.firebreak.Target;
import dev.firebreak.aws.internal.Clients;
import dev.firebreak.spi.Cost;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Makes an access key inactive; never deletes it, so that its id stays known. */
final class DisableKey implements StepHandler<DisableKey.Key> {
    static final String KIND = "aws.iam.disable-access-key";
    private static final String USER = "user";

    private final Clients clients;

    DisableKey(Clients clients) {
        this.clients = clients;
    }

    /** Whether the key is {@code Active} or {@code Inactive}. */
    record Key(String status) {}

    static List<Step> plan(Target target, PlanContext context, Clients clients) {
        var key = new PlannedKey(target, context, clients);
        String user = key.owner().id();
        return List.of(key.step(KIND, key.ref())
                .addAffects(key.owner())
                .putParameters(USER, user)
                .phase(Phase.CREDENTIALS)
                .summary("Make access key " + key.ref().id() + " of user " + user + " inactive")
                .addNotes(
                        "Sessions made from the key by GetSessionToken or GetFederationToken live on until they expire;"
                                + " denyAll() ends what they can do")
                .addPermissions("iam:ListAccessKeys", "iam:UpdateAccessKey")
                .calls(3)
                .build());
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<Key> stateType() {
        return Key.class;
    }

    @Override
    public Key observe(StepContext context) {
        String id = context.step().resource().id();
        return clients
                .iam(context.step().resource())
                .listAccessKeysPaginator(request -> request.userName(context.parameter(USER)))
                .accessKeyMetadata()
                .stream()
                .filter(key -> id.equals(key.accessKeyId()))
                .map(AccessKeyMetadata::statusAsString)
                .map(Key::new)
                .findFirst()
                .orElseThrow(() -> new StepFailedException(
                        "Cannot find access key " + id + ": user " + context.parameter(USER) + " no longer has it"));
    }

    @Override
    public Cost cost() {
        return Cost.each("iam:UpdateAccessKey");
    }

    @Override
    public void apply(StepContext context, Key before) {
        set(context, StatusType.INACTIVE.toString());
    }

    private void set(StepContext context, String status) {
        clients.iam(context.step().resource())
                .updateAccessKey(request -> request.userName(context.parameter(USER))
                        .accessKeyId(context.step().resource().id())
                        .status(status));
    }

    @Override
    public boolean verify(StepContext context, Key now) {
        return now.status().equals(StatusType.INACTIVE.toString());
    }

    @Override
    public void revert(StepContext context, Key before, Key now) {
        set(context, before.status());
    }
}
