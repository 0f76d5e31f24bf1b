package dev.firebreak.testkit;

import dev.firebreak.testkit.attack.Attacker;
import dev.firebreak.testkit.attack.Remaining;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on what an attacker can still do. They change nothing.
 *
 * @see Attacker#remaining()
 */
public final class AttackerAssert extends AbstractAssert<AttackerAssert, Attacker> {
    AttackerAssert(Attacker attacker) {
        super(attacker, AttackerAssert.class);
    }

    /** No credential works, no shell is alive, and no move would succeed. */
    public AttackerAssert isLockedOut() {
        return satisfies("be locked out", Remaining::isNothing);
    }

    /** Something of all this is left. */
    public AttackerAssert isNotLockedOut() {
        return satisfies("have something left", remaining -> !remaining.isNothing());
    }

    /** No shell is alive. */
    public AttackerAssert hasNoShell() {
        return satisfies("have no shell", remaining -> remaining.shells().isEmpty());
    }

    /** A shell is alive. */
    public AttackerAssert hasShell() {
        return satisfies("have a shell", remaining -> !remaining.shells().isEmpty());
    }

    /** No credential is taken that may do anything by its own policies. */
    public AttackerAssert hasNoWorkingCredential() {
        return satisfies(
                "have no working credential",
                remaining -> remaining.credentials().isEmpty());
    }

    /** No credential may do this on any resource that its own policies name. */
    public AttackerAssert cannot(String action) {
        return satisfies("be denied " + action, remaining -> !remaining.can(action));
    }

    /** No credential may do this on a resource. */
    public AttackerAssert cannot(String action, String resourceArn) {
        return satisfies(
                "be denied " + action + " on " + resourceArn, remaining -> !remaining.can(action, resourceArn));
    }

    /** A credential may do this on some resource that its own policies name. */
    public AttackerAssert can(String action) {
        return satisfies("be allowed " + action, remaining -> remaining.can(action));
    }

    private AttackerAssert satisfies(String expectation, Predicate<Remaining> holds) {
        isNotNull();
        Remaining remaining = actual.remaining();
        if (!holds.test(remaining)) {
            failWithMessage("%nExpecting attacker to %s but:%n%s", expectation, remaining.describe());
        }
        return this;
    }
}
