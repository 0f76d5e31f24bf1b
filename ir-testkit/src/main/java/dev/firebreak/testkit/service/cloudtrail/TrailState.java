package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.cloudtrail.store.OrganizationUse;
import dev.firebreak.testkit.service.organizations.Organizations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudtrail.model.Trail;

/** The trails of an account, of all Regions, by ARN. */
final class TrailState implements ServiceState {
    private final SortedMap<String, StoredTrail> byArn = new TreeMap<>();

    private TrailState() {}

    static TrailState of(Account account) {
        return account.state(TrailState.class, made -> new TrailState());
    }

    Collection<StoredTrail> trails() {
        return byArn.values();
    }

    void add(StoredTrail trail) {
        byArn.put(trail.settings().trailARN(), trail);
    }

    void remove(StoredTrail trail) {
        byArn.remove(trail.settings().trailARN());
    }

    Optional<StoredTrail> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    /** The account that a trail belongs to. */
    static String owner(Trail settings) {
        return settings.trailARN().split(":")[4];
    }

    /** The trails that log what happens in an account: its own, and those of its organization. */
    static List<StoredTrail> over(World world, Account account) {
        var trails = new ArrayList<>(of(account).trails());
        Organizations.managementOf(world, account.id())
                .filter(management -> !management.equals(account.id()))
                .ifPresent(management -> of(world.account(management)).trails().stream()
                        .filter(trail -> trail.settings().isOrganizationTrail())
                        .forEach(trails::add));
        return trails;
    }

    /** The trail that a call names: by ARN any that logs in the account, by name one of the call's Region or a shadow in it. */
    static StoredTrail named(Call call, String nameOrArn) {
        TrailNames.check(nameOrArn);
        TrailState state = of(call.account());
        Optional<StoredTrail> found = nameOrArn.startsWith("arn:")
                ? over(call.world(), call.account()).stream()
                        .filter(trail -> trail.settings().trailARN().equals(nameOrArn))
                        .findFirst()
                : state.trails().stream()
                        .filter(trail -> trail.settings().name().equals(nameOrArn) && isVisible(call, trail))
                        .findFirst();
        return found.orElseThrow(() -> unknown(call, nameOrArn));
    }

    /** The trail that a call is to change, which must be called in its home Region. */
    static StoredTrail atHome(Call call, String nameOrArn) {
        StoredTrail trail = named(call, nameOrArn);
        if (!OrganizationUse.mayManage(call, owner(trail.settings()))) {
            throw OrganizationUse.notManagement();
        }
        String home = trail.settings().homeRegion();
        if (!home.equals(call.region().name())) {
            throw AwsError.of(
                    "InvalidHomeRegionException",
                    "The action could not be completed because the home region of the trail is %s.",
                    home);
        }
        return trail;
    }

    static boolean isVisible(Call call, StoredTrail trail) {
        return Boolean.TRUE.equals(trail.settings().isMultiRegionTrail())
                || trail.settings().homeRegion().equals(call.region().name());
    }

    static AwsError unknown(Call call, String nameOrArn) {
        String arn = nameOrArn.startsWith("arn:") ? nameOrArn : TrailNames.arn(call, nameOrArn);
        return AwsError.of(
                "TrailNotFoundException",
                "Unknown trail: %s for the user: %s",
                arn,
                call.account().id());
    }

    @Override
    public JsonNode snapshot() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        byArn.forEach((arn, trail) -> json.set(arn, trail.snapshot()));
        return json;
    }
}
