package dev.firebreak.testkit.service.cloudtrail;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.ObservedCall;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.AwsEvent;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.s3.Bucket;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns calls into events, and gives them to the history and to the trails of the accounts concerned. */
final class Recorder {
    private static final Pattern ARN = Pattern.compile("arn:aws:[a-z0-9-]+:[a-z0-9-]*:([0-9]{12}):.+");

    private Recorder() {}

    static void record(ObservedCall observed) {
        EventKind kind = EventKind.of(observed.service(), observed.operation());
        Call call = observed.call();
        Identity identity = Identity.of(call);
        String caller = identity.caller().accountId();
        String owner =
                observed.error() != null ? caller : resourceOwner(observed).orElse(caller);
        var content = ApiCall.of(observed, kind, new ApiCall.Owners(caller, owner));
        String region = EventKind.region(observed.service(), call.region().name());
        Timeline timeline = Timeline.of(call.world());
        long shared = owner.equals(caller) ? 0 : timeline.next();
        var places = List.of(
                new RecordedEvent.Place(caller, region, shared), new RecordedEvent.Place(owner, region, shared));
        for (var place : shared == 0 ? places.subList(0, 1) : places) {
            take(call.world(), new RecordedEvent(timeline.next(), place, call.now(), identity, kind, content));
        }
    }

    /** Gives an event to the history and the trails. */
    static void take(World world, RecordedEvent event) {
        Account recipient = world.account(event.place().recipient());
        if (event.kind().management()) {
            EventHistory.of(recipient.region(event.place().region())).add(event);
        }
        boolean logged = false;
        for (StoredTrail trail : TrailState.over(world, recipient)) {
            if (trail.takes(event)) {
                trail.pend(event);
                Timeline.of(world).dueBy(TrailDelivery.due(world, event.time()));
                logged = true;
            }
        }
        if (logged && !event.kind().readOnly()) {
            publish(world, event);
        }
    }

    private static void publish(World world, RecordedEvent event) {
        String service = event.kind().source().replaceFirst("\\.amazonaws\\.com$", "");
        String what = event.content() instanceof ApiCall ? "AWS API Call" : "AWS Console Sign In";
        world.events()
                .publish(new AwsEvent(
                        "aws." + service,
                        what + " via CloudTrail",
                        event.place().recipient(),
                        event.place().region(),
                        event.time(),
                        List.of(),
                        event.json()));
    }

    private static Optional<String> resourceOwner(ObservedCall observed) {
        return switch (observed.service()) {
            case "sts" -> account(text(observed, "RoleArn"));
            case "kms" -> account(text(observed, "KeyId"));
            case "s3" ->
                Optional.ofNullable(text(observed, "Bucket"))
                        .flatMap(observed.call().world().buckets()::find)
                        .map(Bucket::owner)
                        .map(Account::id);
            default -> Optional.empty();
        };
    }

    private static Optional<String> account(@Nullable String arn) {
        Matcher parts = ARN.matcher(arn == null ? "" : arn);
        return parts.matches() ? Optional.of(parts.group(1)) : Optional.empty();
    }

    private static @Nullable String text(ObservedCall observed, String member) {
        return EventResources.text(observed.request(), member);
    }
}
