package dev.firebreak.testkit;

import dev.firebreak.testkit.attack.Attacker;

/**
 * AssertJ assertions on the state of a {@link FakeAws}, meant for static import.
 *
 * <pre>{@code
 * assertThat(fake).instance("i-0abc").isIsolated().isProtectedFromTermination();
 * assertThat(fake).role("web").deniesSessionsIssuedBefore(containedAt);
 * }</pre>
 *
 * <p>State is read through the fake's own SDK clients, in its default account and Region, so the calls made for it appear in
 * {@link FakeAws#calls()}, and faults show in them too. They see the truth, also what others do not see yet
 * ({@link FakeAwsBuilder#consistency}).
 */
public final class FakeAwsAssertions {
    private FakeAwsAssertions() {}

    /** Begins an assertion on a fake. */
    public static FakeAwsAssert assertThat(FakeAws fake) {
        return new FakeAwsAssert(fake);
    }

    /** Begins an assertion on an attacker. */
    public static AttackerAssert assertThat(Attacker attacker) {
        return new AttackerAssert(attacker);
    }
}
