package dev.firebreak.testkit.fault;

import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Interceptor;
import dev.firebreak.testkit.pipeline.Invocation;
import dev.firebreak.testkit.service.AwsError;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says when a fault shows, once at most; its last word says which. If not refined by {@link #nth}, {@link #first}, {@link #every}
 * or {@link #probability}, at every call.
 */
public final class FaultTrigger {
    private final Faults faults;
    private final CalledOperation called;
    private final @Nullable Occasions occasions;

    private FaultTrigger(Faults faults, CalledOperation called, @Nullable Occasions occasions) {
        this.faults = faults;
        this.called = called;
        this.occasions = occasions;
    }

    static FaultTrigger on(Faults faults, CalledOperation called) {
        return new FaultTrigger(faults, called, null);
    }

    /** At the nth call only, counted from 1. */
    public FaultTrigger nth(int call) {
        return at(Occasions.nth(call));
    }

    /** At the first calls, this many. */
    public FaultTrigger first(int calls) {
        return at(Occasions.first(calls));
    }

    /** At every nth call: with 3, at the third, the sixth and so on. */
    public FaultTrigger every(int calls) {
        return at(Occasions.every(calls));
    }

    /**
     * At each call with this probability, more than 0 and at most 1. The same seed gives the same calls, counted in the order they
     * come.
     */
    public FaultTrigger probability(double share, long seed) {
        return at(Occasions.probability(share, seed));
    }

    /** At every call. */
    public FaultTrigger always() {
        return at(Occasions.always());
    }

    /** @throws IllegalStateException when it was said already */
    private FaultTrigger at(Occasions when) {
        if (occasions != null) {
            throw new IllegalStateException(
                    "Cannot set " + when.setting() + " for " + called + ": " + occasions.setting() + " is set already");
        }
        return new FaultTrigger(faults, called, when);
    }

    /** The service refuses the call with this error. */
    public Faults refuse(String code, int status, String message) {
        return show(Symptoms.refusal(invocation -> new AwsError(code, status, message)));
    }

    /** The service throttles the call, with the error that it documents for that. */
    public Faults throttle() {
        return show(Symptoms.refusal(invocation -> ThrottlingErrors.of(invocation.service(), invocation.protocol())));
    }

    /** The service fails with HTTP status 500, without effect. */
    public Faults serverError() {
        boolean saysError = called.service().equals("ec2") || called.service().equals("s3");
        return refuse(saysError ? "InternalError" : "InternalFailure", 500, "An internal error has occurred");
    }

    /** The server closes the connection without an answer, before the call takes effect. */
    public Faults dropBefore() {
        return show(Symptoms.broken(ConnectionDropped::closed));
    }

    /** The connection is reset before the call takes effect. */
    public Faults resetConnection() {
        return show(Symptoms.broken(ConnectionDropped::during));
    }

    /**
     * The caller hears nothing until its own read timeout, and the call has no effect. In memory it is told so at once; over HTTP
     * the server is silent for 90 seconds at most. A manual clock is moved by 30 seconds, the SDK's read timeout.
     */
    public Faults timeOut() {
        return show(Symptoms.silence(faults.clock()));
    }

    /** The call takes effect; then the connection is reset, and the caller gets no answer. */
    public Faults loseAnswer() {
        return show(Symptoms::lostAnswer);
    }

    /**
     * The call takes effect, and its answer takes this long to arrive. With a manual clock that is moved instead, and nobody waits.
     */
    public Faults slowBody(Duration lasting) {
        if (lasting.isNegative() || lasting.isZero()) {
            throw new IllegalArgumentException("Invalid duration: " + lasting + " (must be more than zero)");
        }
        return show(Symptoms.slowBody(lasting, faults.clock()));
    }

    /** The call takes effect, and its answer breaks off in the middle of the body, short of its {@code Content-Length}. */
    public Faults cutBody() {
        return show(Symptoms::cutBody);
    }

    /**
     * A list is answered with half of its items and a token that asks for the rest; a list of one is an empty page. Calls that are
     * not paged, such as those of EC2 that name ids, are not counted.
     *
     * @throws IllegalArgumentException when the operation knows no pages
     */
    public Faults partialPage() {
        return pages(PageCut.HALF);
    }

    /**
     * A list is answered with no item at all, and a token that asks for all of them. Calls that are not paged are not counted.
     *
     * @throws IllegalArgumentException when the operation knows no pages
     */
    public Faults emptyPage() {
        return pages(PageCut.NOTHING);
    }

    private Faults pages(PageCut cut) {
        called.requirePages();
        return show(Pages::isPaged, invocation -> Pages.cut(invocation, cut));
    }

    /**
     * The access key that makes the call counts as expired, for all services and from this call on, until {@link Faults#clear}:
     * each refuses it with its own error, such as {@code RequestExpired} or {@code ExpiredToken}.
     */
    public Faults expireCredentials() {
        return show(faults::expire);
    }

    private Faults show(Interceptor fault) {
        return show(invocation -> true, fault);
    }

    private Faults show(Predicate<Invocation> also, Interceptor fault) {
        Occasions when = Optional.ofNullable(occasions).orElseGet(Occasions::always);
        faults.add(new FaultRule(invocation -> called.fits(invocation) && also.test(invocation), when, fault));
        return faults;
    }
}
