package dev.firebreak.testkit.attack;

/**
 * What became of a move.
 *
 * @param move its name
 * @param succeeded whether it did what it was for
 * @param message why it failed; empty when it succeeded
 */
public record Attempt(String move, boolean succeeded, String message) {
    static Attempt success(Move move) {
        return new Attempt(move.name(), true, "");
    }

    static Attempt failure(Move move, RuntimeException why) {
        return new Attempt(move.name(), false, String.valueOf(why.getMessage()));
    }

    @Override
    public String toString() {
        return succeeded ? move : move + ": " + message;
    }
}
