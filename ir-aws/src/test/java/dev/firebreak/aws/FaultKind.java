package dev.firebreak.aws;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.fault.FaultTrigger;
import dev.firebreak.testkit.quota.Quotas;
import java.time.Duration;
import java.util.EnumSet;
import java.util.function.Consumer;

/** Every kind of fault, as it is set. */
enum FaultKind {
    REFUSED(trigger -> trigger.refuse("AccessDenied", 403, "You are not authorized to perform this operation.")),
    THROTTLED(FaultTrigger::throttle),
    SERVER_ERROR(FaultTrigger::serverError),
    DROPPED_BEFORE(FaultTrigger::dropBefore),
    TIMED_OUT(FaultTrigger::timeOut),
    RESET(FaultTrigger::resetConnection),
    ANSWER_LOST(FaultTrigger::loseAnswer),
    BODY_CUT(FaultTrigger::cutBody),
    BODY_SLOW(trigger -> trigger.slowBody(Duration.ofSeconds(50))),
    PAGE_PARTIAL(FaultTrigger::partialPage),
    PAGE_EMPTY(FaultTrigger::emptyPage),
    CREDENTIALS_EXPIRED(FaultTrigger::expireCredentials),
    /** The first call goes through, and the next ones are throttled. */
    QUOTA_USED_UP(FaultTrigger::throttle) {
        @Override
        void show(FakeAws fake, String operation) {
            String[] call = operation.split(" ");
            fake.quotas(Quotas.none().bucket(call[0], call[1], 1, 0.001));
        }
    };

    private final Consumer<FaultTrigger> setting;

    FaultKind(Consumer<FaultTrigger> setting) {
        this.setting = setting;
    }

    boolean isAboutPages() {
        return this == PAGE_PARTIAL || this == PAGE_EMPTY;
    }

    /** Whether a read could not tell it from another that gives no answer. */
    boolean mattersToChangesAlone() {
        return EnumSet.of(DROPPED_BEFORE, RESET, ANSWER_LOST, BODY_CUT).contains(this);
    }

    /** Shows at the next call of the operation, such as {@code ec2 DescribeInstances}. */
    void show(FakeAws fake, String operation) {
        String[] call = operation.split(" ");
        setting.accept(fake.faults().on(call[0], call[1]).nth(1));
    }

    /** Ends all faults. */
    static void mend(FakeAws fake) {
        fake.quotas(Quotas.none()).faults().clear();
    }
}
