package dev.firebreak.testkit.attack;

/**
 * One thing that an attacker does, as often as it gets to.
 *
 * <p>It acts through the {@link Foothold} alone: then it is the attacker who acts, and the same move can be asked whether it would
 * succeed.
 *
 * <p><i>Threading:</i> called under the world's monitor. <i>Failure:</i> a {@link MoveFailedException} or an exception of the SDK says
 * that the attacker could not; any other exception is a fault of the move, and the test sees it.
 */
public interface Move {
    /** What it does, as an assertion tells it, such as {@code copy bucket customers}. */
    String name();

    /**
     * Does it once.
     *
     * @throws MoveFailedException when the attacker lacks what it takes
     * @throws software.amazon.awssdk.core.exception.SdkException when AWS refuses it
     */
    void attempt(Foothold foothold);
}
