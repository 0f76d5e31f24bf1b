package dev.firebreak.testkit.service.iam.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.ServiceState;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The reports of an account that were asked for. They only tell of it, so that no snapshot shows them. */
final class ReportJobs implements ServiceState {
    static final Duration TAKES = Duration.ofSeconds(10);

    private final Map<String, Job> jobs = new HashMap<>();
    private @Nullable CredentialReport credentials;

    private ReportJobs() {}

    /**
     * A request to tell which services were last accessed.
     *
     * @param arn the entity or policy that it is about
     * @param created when it was asked for
     */
    record Job(String arn, Instant created) {
        boolean isDone(Instant now) {
            return !now.isBefore(completed());
        }

        Instant completed() {
            return created.plus(TAKES);
        }
    }

    /**
     * A credential report.
     *
     * @param content its lines, as of when it was asked for
     * @param created when it was asked for
     */
    record CredentialReport(String content, Instant created) {
        boolean isDone(Instant now) {
            return !now.isBefore(created.plus(TAKES));
        }
    }

    static ReportJobs of(Account account) {
        return account.state(ReportJobs.class, made -> new ReportJobs());
    }

    Map<String, Job> jobs() {
        return jobs;
    }

    Optional<CredentialReport> credentials() {
        return Optional.ofNullable(credentials);
    }

    void set(CredentialReport report) {
        credentials = report;
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
