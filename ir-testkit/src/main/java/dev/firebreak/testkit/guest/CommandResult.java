package dev.firebreak.testkit.guest;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** What a command left behind: its exit code, its output, and how long it took. Immutable. */
public final class CommandResult {
    private final int exitCode;
    private final byte[] output;
    private final String error;
    private final Duration took;

    private CommandResult(int exitCode, byte[] output, String error, Duration took) {
        this.exitCode = exitCode;
        this.output = output;
        this.error = error;
        this.took = took;
    }

    /** Success with this on the standard output. */
    public static CommandResult printed(String output) {
        return printed(output.getBytes(StandardCharsets.UTF_8));
    }

    /** Success with these bytes on the standard output. */
    public static CommandResult printed(byte[] output) {
        return new CommandResult(0, output.clone(), "", Duration.ZERO);
    }

    /** Success without a word. */
    public static CommandResult silent() {
        return printed("");
    }

    /** Failure with this exit code, and this on the standard error. */
    public static CommandResult failed(int exitCode, String error) {
        return new CommandResult(exitCode, new byte[0], error, Duration.ZERO);
    }

    /** The same result after this time. If not set, at once. */
    public CommandResult after(Duration time) {
        return new CommandResult(exitCode, output, error, time);
    }

    /** The result of this command and then of another, whose exit code counts. */
    CommandResult then(CommandResult next) {
        byte[] both = new byte[output.length + next.output.length];
        System.arraycopy(output, 0, both, 0, output.length);
        System.arraycopy(next.output, 0, both, output.length, next.output.length);
        return new CommandResult(next.exitCode, both, error + next.error, took.plus(next.took));
    }

    /** The result of a pipe: what this command printed went into the next. */
    CommandResult into(CommandResult next) {
        return new CommandResult(next.exitCode, next.output, error + next.error, took.plus(next.took));
    }

    CommandResult withoutOutput() {
        return new CommandResult(exitCode, new byte[0], error, took);
    }

    CommandResult withoutError() {
        return new CommandResult(exitCode, output, "", took);
    }

    /** The exit code. */
    public int exitCode() {
        return exitCode;
    }

    /** What it wrote to its standard output. */
    public byte[] outputBytes() {
        return output.clone();
    }

    /** What it wrote to its standard output, as UTF-8 text. */
    public String output() {
        return new String(output, StandardCharsets.UTF_8);
    }

    /** What it wrote to its standard error. */
    public String error() {
        return error;
    }

    /** How long it took, by the world's clock. */
    public Duration took() {
        return took;
    }
}
