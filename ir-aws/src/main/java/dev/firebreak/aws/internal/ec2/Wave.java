package dev.firebreak.aws.internal.ec2;

import dev.firebreak.aws.internal.Failures;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.StepContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;

/**
 * Interfaces of one VPC that go into quarantine together: into a group of their own that lets everything through, so that their
 * connections are tracked no longer, and whose rules then lead nowhere, so that they end.
 */
final class Wave {
    /** How long interfaces are moved into the open group; with the call that closes it, none stands open for more than 2 s. */
    private static final Duration OPEN = Duration.ofMillis(1_500);

    private final Groups groups;
    private final GroupRules rules;
    private final Semaphore moves;
    private final Map<StepContext, InterfaceGroups> members;
    private final StepContext first;
    private volatile boolean closing;

    /**
     * @param moves how many interfaces may be moved at once, by all waves together
     * @param members the steps, and the groups that their interfaces are in; one at least
     */
    Wave(Groups groups, GroupRules rules, Semaphore moves, Map<StepContext, InterfaceGroups> members) {
        this.groups = groups;
        this.rules = rules;
        this.moves = moves;
        this.members = members;
        this.first = members.keySet().iterator().next();
    }

    /** Moves the interfaces; what was thrown for those that may not have been in the group before it was closed, or of which it is not. */
    Map<StepContext, RuntimeException> run(String vpc) {
        String group = groups.make(first, vpc);
        int atOnce = Math.min(members.size(), StepContext.MOST_SIDE_BY_SIDE);
        moves.acquireUninterruptibly(atOnce);
        try {
            return cutOff(group);
        } finally {
            moves.release(atOnce);
        }
    }

    private Map<StepContext, RuntimeException> cutOff(String group) {
        List<SecurityGroupRule> open = rules.open(first, group);
        Map<StepContext, CompletableFuture<StepContext>> moves = move(members.keySet(), member -> List.of(group));
        boolean interrupted = await(moves);
        Set<StepContext> inside = moves.entrySet().stream()
                .filter(move ->
                        move.getValue().isDone() && thrown(move.getValue()).isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        closing = true;
        Optional<RuntimeException> notClosed = thrown(() -> rules.close(first, group, open));
        var failures = new LinkedHashMap<StepContext, RuntimeException>();
        moves.forEach((member, move) -> (inside.contains(member) ? notClosed : Optional.of(outside(member, move)))
                .ifPresent(e -> failures.put(member, e)));
        notClosed.filter(Wave::isRefusal).ifPresent(e -> takeOut(inside, e));
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return failures;
    }

    private Map<StepContext, CompletableFuture<StepContext>> move(
            Set<StepContext> movers, Function<StepContext, List<String>> to) {
        List<StepContext> ordered = List.copyOf(movers);
        List<CompletableFuture<StepContext>> calls = first.sideBySide(ordered.stream()
                .<Supplier<StepContext>>map(member -> () -> move(member, to.apply(member)))
                .toList());
        var moves = new LinkedHashMap<StepContext, CompletableFuture<StepContext>>();
        for (int index = 0; index < ordered.size(); index++) {
            moves.put(ordered.get(index), calls.get(index));
        }
        return moves;
    }

    private StepContext move(StepContext member, List<String> to) {
        if (closing) {
            throw SdkClientException.create("The time in which interfaces are moved together was over");
        }
        groups.move(member, member.step().resource().id(), to);
        return member;
    }

    /** Waits for all to be moved, or as long as they may stand open; whether this thread was interrupted, which must not keep the group open. */
    private static boolean await(Map<StepContext, CompletableFuture<StepContext>> moves) {
        try {
            CompletableFuture.allOf(moves.values().toArray(CompletableFuture[]::new))
                    .get(OPEN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // Each of them is asked for itself.
        } catch (InterruptedException e) {
            return true;
        }
        return false;
    }

    private static RuntimeException outside(StepContext member, CompletableFuture<StepContext> move) {
        return thrown(move)
                .orElseGet(() -> SdkClientException.create(
                        "Interface " + member.step().resource().id() + " was moved when its group was being closed"));
    }

    /** Nobody may close the group: what is in it stands open, which is worse than before. */
    private void takeOut(Set<StepContext> inside, RuntimeException refusal) {
        closing = false;
        move(inside, member -> Objects.requireNonNull(members.get(member)).groups())
                .values()
                .forEach(move -> thrown(move).ifPresent(refusal::addSuppressed));
    }

    /** Whether it is sure that the call changed nothing. */
    static boolean isRefusal(RuntimeException exception) {
        return Failures.classify(exception).kind() != Failure.Kind.UNKNOWN;
    }

    private static Optional<RuntimeException> thrown(CompletableFuture<?> call) {
        return thrown(call::join);
    }

    private static Optional<RuntimeException> thrown(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (CompletionException e) {
            return Optional.of(e.getCause() instanceof RuntimeException cause ? cause : e);
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }
}
