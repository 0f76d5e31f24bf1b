package dev.firebreak.testkit;

import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Operations;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Says when a fault shows; its last word says which. If not refined by {@link #nth} or {@link #first}, at every call. */
public final class FaultTrigger {
    private final Faults faults;
    private final String service;
    private final Optional<String> operation;
    private final IntPredicate occasions;

    private FaultTrigger(Faults faults, String service, Optional<String> operation, IntPredicate occasions) {
        this.faults = faults;
        this.service = service;
        this.operation = operation;
        this.occasions = occasions;
    }

    static FaultTrigger always(Faults faults, String service, Optional<String> operation) {
        return new FaultTrigger(faults, service, operation, count -> true);
    }

    /** At the nth call only, counted from 1. */
    public FaultTrigger nth(int call) {
        requirePositive(call);
        return new FaultTrigger(faults, service, operation, count -> count == call);
    }

    /** At the first calls, this many. */
    public FaultTrigger first(int calls) {
        requirePositive(calls);
        return new FaultTrigger(faults, service, operation, count -> count <= calls);
    }

    /** At every call. */
    public FaultTrigger always() {
        return always(faults, service, operation);
    }

    /** The service refuses the call with this error. */
    public Faults refuse(String code, int status, String message) {
        return show(invocation -> {
            throw new AwsError(code, status, message);
        });
    }

    /** The service throttles the call, with the error that it documents for that. */
    public Faults throttle() {
        return switch (service) {
            case "ec2" -> refuse("RequestLimitExceeded", 503, "Request limit exceeded.");
            case "s3" -> refuse("SlowDown", 503, "Please reduce your request rate.");
            default -> refuse("Throttling", 400, "Rate exceeded");
        };
    }

    /** The service fails with HTTP status 500, without effect. */
    public Faults serverError() {
        boolean saysError = service.equals("ec2") || service.equals("s3");
        return refuse(saysError ? "InternalError" : "InternalFailure", 500, "An internal error has occurred");
    }

    /** The connection is dropped before the call takes effect. */
    public Faults dropBefore() {
        return show(invocation -> {
            throw ConnectionDropped.during(invocation.operation());
        });
    }

    /** The call takes effect; then the connection is dropped, and the caller gets no answer. */
    public Faults loseAnswer() {
        return show(FaultTrigger::proceedAndDrop);
    }

    private static Operations.Result proceedAndDrop(Invocation invocation) {
        try {
            invocation.proceed();
        } catch (AwsError refusal) {
            throw ConnectionDropped.during(invocation.operation());
        }
        throw ConnectionDropped.during(invocation.operation());
    }

    private Faults show(Interceptor fault) {
        faults.add(new FaultRule(this::fits, occasions, fault));
        return faults;
    }

    private boolean fits(Invocation invocation) {
        return invocation.service().equals(service)
                && operation.map(invocation.operation()::equals).orElse(true);
    }

    private static void requirePositive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Invalid number of calls: " + number + " (must be at least 1)");
        }
    }
}
