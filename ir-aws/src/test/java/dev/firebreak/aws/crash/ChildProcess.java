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

    /** For a process that is not to die by itself. */
    static final int NEVER = Integer.MAX_VALUE;

    private ChildProcess() {}

    /** What a process does. */
    enum Work {
        RESPOND,
        RELEASE
    }

    /** Takes the endpoint, the directory, what to do, the response, its target, and the point at which to die. */
    public static void main(String[] arguments) {
        var fate = Fate.inEarnest(Integer.parseInt(arguments[5]));
        try (var connection = Connection.to(URI.create(arguments[0]));
                var worker = new Worker(Path.of(arguments[1]), connection, fate)) {
            Mission mission = Mission.of(Response.of(arguments[3]), arguments[4]);
            if (Work.valueOf(arguments[2]) == Work.RESPOND) {
                worker.respond(mission);
            } else {
                worker.release(mission);
            }
        }
    }

    /** Starts one that takes these arguments; what it says goes into the log. */
    static Process start(Path log, String... arguments) throws IOException {
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
                .redirectOutput(log.toFile())
                .start();
    }
}
