package dev.firebreak.spi;

import dev.firebreak.Incident;
import dev.firebreak.TargetRef;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** What a guard has at hand. Reads are made once per plan or run and resource. */
public interface GuardContext {
    /** The incident that the step belongs to. */
    Incident incident();

    /** The clock to take the time from. */
    Clock clock();

    /** The tags of a resource, from its provider. */
    Map<String, String> tags(TargetRef resource);

    /** The identities that this process acts with on a resource, from its provider. */
    List<TargetRef> callers(TargetRef resource);

    /** Adds a warning for the responder to the plan, and to the log: during a run that is all that tells of it. */
    void warn(String warning);
}
