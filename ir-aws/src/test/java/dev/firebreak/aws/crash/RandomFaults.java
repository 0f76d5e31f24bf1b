package dev.firebreak.aws.crash;

import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.fault.FaultTrigger;
import dev.firebreak.testkit.pipeline.CallRecord;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** Faults that show at a share of all calls. */
final class RandomFaults {
    private static final List<String> SERVICES = List.of("ec2", "iam", "autoscaling", "sts");
    private static final List<Consumer<FaultTrigger>> KINDS = List.of(
            FaultTrigger::throttle,
            FaultTrigger::serverError,
            FaultTrigger::dropBefore,
            FaultTrigger::timeOut,
            FaultTrigger::resetConnection,
            FaultTrigger::loseAnswer,
            FaultTrigger::cutBody);

    private RandomFaults() {}

    /** Has each kind show at up to this share of the calls of each service. */
    static void show(FakeAws fake, Random random, double most) {
        for (String service : SERVICES) {
            for (Consumer<FaultTrigger> kind : KINDS) {
                double share = Math.max(0.001, most * random.nextDouble());
                kind.accept(fake.faults().on(service).probability(share, random.nextLong()));
            }
        }
    }

    /** How many of the last calls met a fault. */
    static long met(FakeAws fake) {
        return fake.calls().stream().filter(RandomFaults::isFaulty).count();
    }

    private static boolean isFaulty(CallRecord call) {
        return !call.answered()
                || call.errorCode()
                        .filter(code -> code.matches("Throttling|RequestLimitExceeded|InternalError|InternalFailure"))
                        .isPresent();
    }
}
