package dev.firebreak.testkit.service.ssm;

import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ssm.document.SsmErrors;
import dev.firebreak.testkit.service.ssm.document.SsmPage;
import dev.firebreak.testkit.world.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsRequest;
import software.amazon.awssdk.services.ssm.model.DescribeSessionsResponse;
import software.amazon.awssdk.services.ssm.model.ResumeSessionRequest;
import software.amazon.awssdk.services.ssm.model.ResumeSessionResponse;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;
import software.amazon.awssdk.services.ssm.model.StartSessionResponse;
import software.amazon.awssdk.services.ssm.model.TerminateSessionRequest;
import software.amazon.awssdk.services.ssm.model.TerminateSessionResponse;

/** Sessions of Session Manager, as records: there is no terminal behind them. */
final class SessionOperations {
    private static final int PAGE = 200;
    private static final Duration KEPT = Duration.ofDays(30);

    private SessionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("StartSession", StartSessionRequest::builder, SessionOperations::start)
                .on("ResumeSession", ResumeSessionRequest::builder, SessionOperations::resume)
                .on("TerminateSession", TerminateSessionRequest::builder, SessionOperations::terminate)
                .on("DescribeSessions", DescribeSessionsRequest::builder, SessionOperations::describe);
    }

    private static StartSessionResponse start(Call call, StartSessionRequest request) {
        if (Nodes.find(call, request.target())
                .filter(guest -> guest.agent().isOnline())
                .isEmpty()) {
            throw AwsError.of("TargetNotConnected", "%s is not connected.", request.target());
        }
        String owner = caller(call).arn();
        String name = owner.substring(owner.lastIndexOf(owner.contains("/") ? '/' : ':') + 1);
        String id = name + "-" + call.world().ids().hex(17);
        SsmState.of(call).sessions().put(new OpenSession(id, owner, request, call.now(), Optional.empty()));
        return StartSessionResponse.builder()
                .sessionId(id)
                .tokenValue(token(call))
                .streamUrl(stream(call, id))
                .build();
    }

    private static Caller caller(Call call) {
        return call.world()
                .caller(call.accessKeyId())
                .orElseGet(() -> Caller.root(call.account().id()));
    }

    private static String token(Call call) {
        return "AAEAA" + call.world().ids().secret(120);
    }

    private static String stream(Call call, String id) {
        return "wss://ssmmessages." + call.region().name() + ".amazonaws.com/v1/data-channel/" + id
                + "?role=publish_subscribe";
    }

    private static ResumeSessionResponse resume(Call call, ResumeSessionRequest request) {
        OpenSession session = SsmState.of(call)
                .sessions()
                .find(request.sessionId())
                .filter(found -> found.ended().isEmpty())
                .orElseThrow(
                        () -> AwsError.of("DoesNotExistException", "Session %s does not exist.", request.sessionId()));
        return ResumeSessionResponse.builder()
                .sessionId(session.id())
                .tokenValue(token(call))
                .streamUrl(stream(call, session.id()))
                .build();
    }

    /** Ends a session. Ending one that is over, or never was, is taken without a word. */
    private static TerminateSessionResponse terminate(Call call, TerminateSessionRequest request) {
        var sessions = SsmState.of(call).sessions();
        sessions.find(request.sessionId())
                .filter(session -> session.ended().isEmpty())
                .ifPresent(session -> sessions.put(session.endedAt(call.now())));
        return TerminateSessionResponse.builder().sessionId(request.sessionId()).build();
    }

    private static DescribeSessionsResponse describe(Call call, DescribeSessionsRequest request) {
        endLost(call);
        boolean active = request.state() == SessionState.ACTIVE;
        var all = new ArrayList<>(SsmState.of(call).sessions().all());
        Collections.reverse(all);
        List<OpenSession> found = all.stream()
                .filter(session -> active == session.ended().isEmpty())
                .filter(session -> session.started().isAfter(call.now().minus(KEPT)))
                .filter(session -> request.filters().stream().allMatch(filter -> matches(session, filter)))
                .toList();
        var page = SsmPage.of(found, request.maxResults(), request.nextToken(), PAGE);
        return DescribeSessionsResponse.builder()
                .sessions(page.items().stream().map(SessionOperations::view).toList())
                .nextToken(page.nextToken())
                .build();
    }

    /** A session ends with the agent that holds it. */
    private static void endLost(Call call) {
        var sessions = SsmState.of(call).sessions();
        for (OpenSession session : List.copyOf(sessions.all())) {
            boolean alive = Nodes.find(call, session.request().target())
                    .map(Guest::agent)
                    .filter(agent -> agent.isOnline())
                    .isPresent();
            if (session.ended().isEmpty() && !alive) {
                sessions.put(session.endedAt(call.now()));
            }
        }
    }

    private static boolean matches(OpenSession session, SessionFilter filter) {
        return switch (Objects.requireNonNullElse(filter.keyAsString(), "")) {
            case "Target" -> session.request().target().equals(filter.value());
            case "Owner" -> session.owner().equals(filter.value());
            case "SessionId" -> session.id().equals(filter.value());
            case "InvokedAfter" -> session.started().isAfter(Instant.parse(filter.value()));
            case "InvokedBefore" -> session.started().isBefore(Instant.parse(filter.value()));
            case "Status" -> status(session).toString().equals(filter.value());
            default -> throw SsmErrors.badFilter(filter.keyAsString());
        };
    }

    private static SessionStatus status(OpenSession session) {
        return session.ended().isPresent() ? SessionStatus.TERMINATED : SessionStatus.CONNECTED;
    }

    private static Session view(OpenSession session) {
        return Session.builder()
                .sessionId(session.id())
                .target(session.request().target())
                .owner(session.owner())
                .reason(session.request().reason())
                .documentName(
                        Objects.requireNonNullElse(session.request().documentName(), "SSM-SessionManagerRunShell"))
                .status(status(session))
                .startDate(session.started())
                .endDate(session.ended().orElse(null))
                .build();
    }
}
