package dev.firebreak.testkit.service.ec2.traffic;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.NetworkKinds;
import dev.firebreak.testkit.service.ec2.Page;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorSessionRequest;
import software.amazon.awssdk.services.ec2.model.CreateTrafficMirrorSessionResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorSessionRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTrafficMirrorSessionResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorSessionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTrafficMirrorSessionsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyTrafficMirrorSessionRequest;
import software.amazon.awssdk.services.ec2.model.ModifyTrafficMirrorSessionResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorFilter;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorSession;
import software.amazon.awssdk.services.ec2.model.TrafficMirrorTarget;

/** Which interfaces' traffic is mirrored: at most three sessions an interface, tried by their numbers. */
final class MirrorSessionOperations {
    private static final int SESSIONS_PER_INTERFACE = 3;
    private static final int MOST_NUMBER = 32_766;
    private static final String TYPE = "traffic-mirror-session";

    private MirrorSessionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateTrafficMirrorSession",
                        CreateTrafficMirrorSessionRequest::builder,
                        MirrorSessionOperations::create)
                .on(
                        "ModifyTrafficMirrorSession",
                        ModifyTrafficMirrorSessionRequest::builder,
                        MirrorSessionOperations::modify)
                .on(
                        "DeleteTrafficMirrorSession",
                        DeleteTrafficMirrorSessionRequest::builder,
                        MirrorSessionOperations::delete)
                .on(
                        "DescribeTrafficMirrorSessions",
                        DescribeTrafficMirrorSessionsRequest::builder,
                        MirrorSessionOperations::describe);
    }

    private static CreateTrafficMirrorSessionResponse create(Call call, CreateTrafficMirrorSessionRequest request) {
        Tagging.check(request.tagSpecifications(), TYPE);
        NetworkInterface source =
                Kind.INTERFACE.get(call, Refusals.required(request.networkInterfaceId(), "NetworkInterfaceId"));
        TrafficMirrorTarget target = NetworkKinds.MIRROR_TARGET.get(
                call, Refusals.required(request.trafficMirrorTargetId(), "TrafficMirrorTargetId"));
        TrafficMirrorFilter filter = NetworkKinds.MIRROR_FILTER.get(
                call, Refusals.required(request.trafficMirrorFilterId(), "TrafficMirrorFilterId"));
        checkSource(source, target);
        checkNumber(call, source, Refusals.required(request.sessionNumber(), "SessionNumber"), "");
        if (sessions(call, source).size() >= SESSIONS_PER_INTERFACE) {
            throw AwsError.of(
                    "TrafficMirrorSessionsPerInterfaceLimitExceeded",
                    "The maximum number of traffic mirror sessions for the network interface '%s' has been reached",
                    source.networkInterfaceId());
        }
        TrafficMirrorSession session = TrafficMirrorSession.builder()
                .trafficMirrorSessionId(call.world().ids().ec2("tms"))
                .networkInterfaceId(source.networkInterfaceId())
                .trafficMirrorTargetId(target.trafficMirrorTargetId())
                .trafficMirrorFilterId(filter.trafficMirrorFilterId())
                .sessionNumber(request.sessionNumber())
                .packetLength(request.packetLength())
                .virtualNetworkId(
                        request.virtualNetworkId() == null
                                ? Integer.valueOf(
                                        Integer.parseInt(call.world().ids().hex(5), 16))
                                : request.virtualNetworkId())
                .description(request.description())
                .ownerId(call.account().id())
                .build();
        call.region().ec2().networks().mirrorSessions().put(session);
        Tagging.apply(call, request.tagSpecifications(), TYPE, session.trafficMirrorSessionId());
        return CreateTrafficMirrorSessionResponse.builder()
                .clientToken(request.clientToken())
                .trafficMirrorSession(view(call, session))
                .build();
    }

    private static void checkSource(NetworkInterface source, TrafficMirrorTarget target) {
        if (source.attachment() == null || source.attachment().instanceId() == null) {
            throw Refusals.value(
                    "The network interface '%s' is not attached to an instance", source.networkInterfaceId());
        }
        if (source.networkInterfaceId().equals(target.networkInterfaceId())) {
            throw Refusals.value(
                    "The source and the target of a traffic mirror session must be different: %s",
                    source.networkInterfaceId());
        }
    }

    private static void checkNumber(Call call, NetworkInterface source, int number, String sessionId) {
        if (number < 1 || number > MOST_NUMBER) {
            throw Refusals.value("Invalid session number: %d (must be between 1 and %d)", number, MOST_NUMBER);
        }
        boolean taken = sessions(call, source).stream()
                .anyMatch(session -> session.sessionNumber() == number
                        && !session.trafficMirrorSessionId().equals(sessionId));
        if (taken) {
            throw Refusals.value(
                    "The session number %d is already in use for the network interface '%s'",
                    number, source.networkInterfaceId());
        }
    }

    private static List<TrafficMirrorSession> sessions(Call call, NetworkInterface source) {
        return call.region().ec2().networks().mirrorSessions().all().stream()
                .filter(session -> session.networkInterfaceId().equals(source.networkInterfaceId()))
                .toList();
    }

    private static ModifyTrafficMirrorSessionResponse modify(Call call, ModifyTrafficMirrorSessionRequest request) {
        TrafficMirrorSession old = find(call, request.trafficMirrorSessionId());
        int number = Objects.requireNonNullElse(request.sessionNumber(), old.sessionNumber());
        checkNumber(call, Kind.INTERFACE.get(call, old.networkInterfaceId()), number, old.trafficMirrorSessionId());
        String target = Objects.requireNonNullElse(request.trafficMirrorTargetId(), old.trafficMirrorTargetId());
        String filter = Objects.requireNonNullElse(request.trafficMirrorFilterId(), old.trafficMirrorFilterId());
        NetworkKinds.MIRROR_TARGET.get(call, target);
        NetworkKinds.MIRROR_FILTER.get(call, filter);
        List<String> removed = request.removeFieldsAsStrings();
        TrafficMirrorSession changed = old.copy(copy -> copy.sessionNumber(number)
                .trafficMirrorTargetId(target)
                .trafficMirrorFilterId(filter)
                .packetLength(
                        removed.contains("packet-length")
                                ? null
                                : request.packetLength() == null ? old.packetLength() : request.packetLength())
                .description(
                        removed.contains("description")
                                ? null
                                : request.description() == null ? old.description() : request.description())
                .virtualNetworkId(Objects.requireNonNullElse(request.virtualNetworkId(), old.virtualNetworkId())));
        call.region().ec2().networks().mirrorSessions().put(changed);
        return ModifyTrafficMirrorSessionResponse.builder()
                .trafficMirrorSession(view(call, changed))
                .build();
    }

    private static DeleteTrafficMirrorSessionResponse delete(Call call, DeleteTrafficMirrorSessionRequest request) {
        String id = find(call, request.trafficMirrorSessionId()).trafficMirrorSessionId();
        call.region().ec2().networks().mirrorSessions().remove(id);
        call.region().ec2().tags().forget(id);
        return DeleteTrafficMirrorSessionResponse.builder()
                .trafficMirrorSessionId(id)
                .build();
    }

    private static TrafficMirrorSession find(Call call, @Nullable String id) {
        return NetworkKinds.MIRROR_SESSION.get(call, Refusals.required(id, "TrafficMirrorSessionId"));
    }

    private static DescribeTrafficMirrorSessionsResponse describe(
            Call call, DescribeTrafficMirrorSessionsRequest request) {
        var filters = new Filters<>(call, TrafficMirrorSession::trafficMirrorSessionId)
                .on("traffic-mirror-session-id", TrafficMirrorSession::trafficMirrorSessionId)
                .on("traffic-mirror-target-id", TrafficMirrorSession::trafficMirrorTargetId)
                .on("traffic-mirror-filter-id", TrafficMirrorSession::trafficMirrorFilterId)
                .on("network-interface-id", TrafficMirrorSession::networkInterfaceId)
                .on("session-number", TrafficMirrorSession::sessionNumber)
                .on("virtual-network-id", TrafficMirrorSession::virtualNetworkId)
                .on("packet-length", TrafficMirrorSession::packetLength)
                .on("description", TrafficMirrorSession::description)
                .on("owner-id", TrafficMirrorSession::ownerId);
        var found =
                filters.select(call, NetworkKinds.MIRROR_SESSION, request.trafficMirrorSessionIds(), request.filters());
        var page = Page.of(found, request.maxResults(), request.nextToken(), 5);
        return DescribeTrafficMirrorSessionsResponse.builder()
                .trafficMirrorSessions(page.map(session -> view(call, session)))
                .nextToken(page.nextToken())
                .build();
    }

    private static TrafficMirrorSession view(Call call, TrafficMirrorSession session) {
        return session.copy(copy -> copy.tags(call.region().ec2().tags().list(session.trafficMirrorSessionId())));
    }
}
