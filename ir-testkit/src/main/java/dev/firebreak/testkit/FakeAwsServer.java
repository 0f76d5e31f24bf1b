package dev.firebreak.testkit;

import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a {@link FakeAws} as a server of its own: {@code java -jar fake-aws.jar --port 4566}.
 *
 * <p>Stops when it is asked to terminate. Exit code 2 means bad arguments, 1 that the port cannot be opened.
 */
public final class FakeAwsServer {
    private static final String USAGE = String.join(
            System.lineSeparator(),
            "Usage: java -jar fake-aws.jar [--port N] [--enforce-iam]",
            "",
            "Serves a fake AWS on 127.0.0.1 until it is terminated.",
            "",
            "  --port N        the TCP port; 0, the default, picks a free one",
            "  --enforce-iam   verifies signatures, and evaluates policies; the root user of account 123456789012 signs with",
            "                  access key " + FakeAws.ROOT_KEY_ID + " and secret " + FakeAws.ROOT_SECRET,
            "  --help          shows this text");

    private static final Pattern ARGUMENTS = Pattern.compile("(--port (?<port>\\d{1,5}))? ?(?<enforce>--enforce-iam)?");

    private final PrintStream out;
    private final PrintStream err;

    private FakeAwsServer(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Starts the server and waits until the process is terminated. */
    public static void main(String[] arguments) throws InterruptedException {
        OptionalInt exit = new FakeAwsServer(System.out, System.err).start(arguments);
        if (exit.isPresent()) {
            System.exit(exit.getAsInt());
        }
        new CountDownLatch(1).await();
    }

    static FakeAwsServer printingTo(PrintStream out, PrintStream err) {
        return new FakeAwsServer(out, err);
    }

    /** Starts the server; an exit code says that it was not started. */
    OptionalInt start(String... arguments) {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            out.println(USAGE);
            return OptionalInt.of(0);
        }
        Matcher parsed = ARGUMENTS.matcher(String.join(" ", arguments));
        int port = parsed.matches() && parsed.group("port") != null ? Integer.parseInt(parsed.group("port")) : 0;
        if (!parsed.matches() || port > 65_535) {
            err.println("Invalid arguments: " + String.join(" ", arguments)
                    + " (must be --port N, with N from 0 to 65535, and --enforce-iam; try --help)");
            return OptionalInt.of(2);
        }
        return open(port, parsed.group("enforce") != null);
    }

    private OptionalInt open(int port, boolean enforcing) {
        FakeAws fake = enforcing ? FakeAws.builder().enforceIam().build() : FakeAws.create();
        try {
            out.println("FakeAws ready at " + fake.endpoint(port));
            out.flush();
        } catch (RuntimeException refused) {
            fake.close();
            err.println("Cannot open port " + port + ": " + rootCause(refused).getMessage());
            return OptionalInt.of(1);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(fake::close, "fake-aws-shutdown"));
        return OptionalInt.empty();
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
