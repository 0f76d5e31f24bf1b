package dev.firebreak.aws.crash;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A process of its own is killed on the way through a response, or through its release; another one goes on. */
class KilledProcessTest {
    @TempDir
    private Path directory;
}
