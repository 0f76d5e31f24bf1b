package dev.firebreak.examples.cli;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.JournalException;
import dev.firebreak.PlanRejectedException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The {@code ir} command: plan, contain, collect, release, verify and status. */
@Command(
        name = "ir",
        mixinStandardHelpOptions = true,
        version = "ir 0.1.0",
        description = "Contains compromised AWS resources, collects evidence, and takes everything back.",
        subcommands = {
            PlanCommand.class,
            ContainCommand.class,
            CollectCommand.class,
            ReleaseCommand.class,
            VerifyCommand.class,
            StatusCommand.class
        },
        footer = {
            "",
            "Targets: instance/i-0123456789abcdef0, access-key/AKIA..., role/NAME, the ARN",
            "of an instance or a role, a list on standard input (-), or a query: --tag,",
            "--asg, --vpc, --profile, --image.",
            "",
            "Honours AWS_ENDPOINT_URL, AWS_PROFILE, AWS_REGION and the AWS SDK's other",
            "settings.",
            "",
            "Exit codes: 0 all done; 1 not all done (the report says what); 2 bad input;",
            "3 plan rejected, nothing changed; 4 journal or evidence cannot be written or",
            "trusted; 5 any other error."
        })
public final class Ir implements Runnable {
    static final int DONE = 0;
    static final int INCOMPLETE = 1;
    static final int BAD_INPUT = 2;
    static final int REJECTED = 3;
    static final int UNTRUSTED = 4;
    static final int ERROR = 5;

    private final Reader input;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Ir(Reader input) {
        this.input = input;
    }

    /** Standard input. */
    Reader input() {
        return input;
    }

    /** Runs the command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        var input = new InputStreamReader(System.in, StandardCharsets.UTF_8);
        System.exit(run(input, new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments));
    }

    static int run(Reader input, PrintWriter out, PrintWriter err, String... arguments) {
        return new CommandLine(new Ir(input))
                .setOut(out)
                .setErr(err)
                .setParameterExceptionHandler((failure, wrong) -> misused(failure))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command))
                .execute(arguments);
    }

    private static int misused(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        String help = " (try '" + command.getCommandSpec().qualifiedName() + " --help')";
        command.getErr().println(Printable.line(failure.getMessage() + help));
        return BAD_INPUT;
    }

    private static int failed(Exception failure, CommandLine command) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(Printable.line(message));
        if (failure instanceof PlanRejectedException) {
            return REJECTED;
        }
        if (failure instanceof JournalException || failure instanceof EvidenceIntegrityException) {
            return UNTRUSTED;
        }
        return failure instanceof IllegalArgumentException ? BAD_INPUT : ERROR;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: plan, contain, collect, release, verify or status");
    }
}
