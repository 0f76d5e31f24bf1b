package dev.firebreak.testkit.service.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.testkit.AwsFact;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.InstanceSpec;
import dev.firebreak.testkit.Refused;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Session;
import software.amazon.awssdk.services.ssm.model.SessionFilter;
import software.amazon.awssdk.services.ssm.model.SessionState;
import software.amazon.awssdk.services.ssm.model.SessionStatus;

class SsmSessionCasesTest extends SsmCases {
    private static final String START =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_StartSession.html";
    private static final String DESCRIBE =
            "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeSessions.html";

    @Test
    @AwsFact(value = "A session is active until it is terminated, and in the history after that", source = DESCRIBE)
    void terminateSession_active_movesToHistory() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        String session =
                ssm.startSession(start -> start.target(id).reason("look")).sessionId();
        assertThat(sessions(ssm, SessionState.ACTIVE)).singleElement().satisfies(open -> {
            assertThat(open.target()).isEqualTo(id);
            assertThat(open.status()).isEqualTo(SessionStatus.CONNECTED);
            assertThat(open.owner()).isEqualTo("arn:aws:iam::123456789012:root");
        });

        ssm.terminateSession(end -> end.sessionId(session));

        assertThat(sessions(ssm, SessionState.ACTIVE)).isEmpty();
        assertThat(sessions(ssm, SessionState.HISTORY))
                .extracting(Session::statusAsString)
                .containsExactly("Terminated");
    }

    @Test
    @AwsFact(value = "A session needs a target that is connected", source = START)
    void startSession_notConnected_isRefused() {
        String bare = Estate.in(fake).launch(InstanceSpec.named("bare")).id();

        assertThat(Refused.by(() -> client(SsmClient.builder()).startSession(start -> start.target(bare))))
                .isEqualTo("TargetNotConnected: " + bare + " is not connected.");
    }

    @Test
    @AwsFact(
            value = "A terminated session cannot be resumed",
            source = "https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_TerminateSession.html")
    void resumeSession_terminated_isRefused() {
        String id = node("web");
        SsmClient ssm = client(SsmClient.builder());
        String session = ssm.startSession(start -> start.target(id)).sessionId();
        assertThat(ssm.resumeSession(resume -> resume.sessionId(session)).tokenValue())
                .isNotEmpty();

        ssm.terminateSession(end -> end.sessionId(session));

        assertThat(Refused.by(() -> ssm.resumeSession(resume -> resume.sessionId(session))))
                .startsWith("DoesNotExistException");
    }

    @Test
    @AwsFact(value = "Filters select sessions by target", source = DESCRIBE)
    void describeSessions_targetFilter_selects() {
        String web = node("web");
        String other = node("other");
        SsmClient ssm = client(SsmClient.builder());
        ssm.startSession(start -> start.target(web));
        ssm.startSession(start -> start.target(other));

        var found = ssm.describeSessions(query -> query.state(SessionState.ACTIVE)
                .filters(SessionFilter.builder().key("Target").value(web).build()));

        assertThat(found.sessions()).extracting(Session::target).containsExactly(web);
    }

    private static List<Session> sessions(SsmClient ssm, SessionState state) {
        return ssm.describeSessions(query -> query.state(state)).sessions();
    }
}
