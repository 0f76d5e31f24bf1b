package dev.firebreak.journal;

import dev.firebreak.JournalException;
import dev.firebreak.spi.CanonicalJson;
import java.io.IOException;
import java.nio.file.Path;

/** Opens the journal of IR-1, appends until its input ends, and exits with 0; with 9 when the journal is taken. */
final class JournalProcess {
    static final int TAKEN = 9;

    private JournalProcess() {}

    static Process start(Path root) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        JournalProcess.class.getName(),
                        root.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Takes the journal's directory; prints a line when the journal is open. */
    public static void main(String[] arguments) throws IOException {
        try (IncidentLog log =
                FileJournal.in(Path.of(arguments[0])).withFilesOf(5_000).open("IR-1")) {
            System.out.println("open");
            while (System.in.available() == 0) {
                log.append("test", "", CanonicalJson.object().put("text", "x".repeat(100)));
            }
        } catch (JournalException e) {
            System.out.println(e.getMessage());
            System.exit(TAKEN);
        }
    }
}
