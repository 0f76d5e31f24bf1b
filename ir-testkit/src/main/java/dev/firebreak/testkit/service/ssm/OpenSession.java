package dev.firebreak.testkit.service.ssm;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.StartSessionRequest;

/**
 * A session of Session Manager.
 *
 * @param id the session id: the name of who opened it, and something unique
 * @param owner the ARN of who opened it
 * @param request what was asked for
 * @param started when
 * @param ended when it was terminated; empty while it is open
 */
record OpenSession(String id, String owner, StartSessionRequest request, Instant started, Optional<Instant> ended) {
    OpenSession endedAt(Instant when) {
        return new OpenSession(id, owner, request, started, Optional.of(when));
    }
}
