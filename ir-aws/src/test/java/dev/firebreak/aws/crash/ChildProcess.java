package dev.firebreak.aws.crash;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that responds or releases over HTTP. */
final class ChildProcess {
    static final int KILLED = 137;
    static final String RESPOND = "respond";
    static final String RELEASE = "release";

    private ChildProcess() {}

    /** Takes the endpoint, the directory, what to do, the response, its target, and the point at which to die. */
    public static void main(String[] arguments) {
        var fate = Fate.inEarnest(Integer.parseInt(arguments[5]));
        try (var worker = new Worker(Path.of(arguments[1]), Connection.to(URI.create(arguments[0])), fate)) {
            if (arguments[2].equals(RESPOND)) {
                worker.respond(Response.of(arguments[3]), arguments[4]);
            } else {
                worker.release();
            }
        }
    }

    /** Starts one; its output goes into a file beside the directory. */
    static Process start(Path directory, String... arguments) throws IOException {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChildProcess.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory
                        .resolveSibling(directory.getFileName() + ".log")
                        .toFile())
                .start();
    }
}
