package dev.firebreak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.ResponderBuilder;
import dev.firebreak.telemetry.Observer;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A user who has no OpenTelemetry on the class path notices nothing. */
class WithoutOpenTelemetryTest {
    @Test
    void containAndRelease_withoutTheJarOnTheClassPath_work() throws ReflectiveOperationException, IOException {
        try (var loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThatThrownBy(() -> loader.loadClass("io.opentelemetry.api.OpenTelemetry"))
                    .isInstanceOf(ClassNotFoundException.class);

            var run = (Callable<?>) loader.loadClass(Run.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();

            assertThat(callIn(loader, run)).isEqualTo("off, then on");
        }
    }

    private static Object callIn(ClassLoader loader, Callable<?> run) {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return run.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("opentelemetry"))
                .map(WithoutOpenTelemetryTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new AssertionError(e);
        }
    }

    /** What runs in the class loader without the jar. Frameworks look at all methods of what they are given. */
    public static final class Run implements Callable<String> {
        /** Made by name. */
        public Run() {}

        @Override
        public String call() {
            for (Class<?> type : new Class<?>[] {ResponderBuilder.class, Containment.Builder.class, Observer.class}) {
                assertThat(type.getMethods()).isNotEmpty();
            }
            var board = new Switchboard();
            board.switches.put("a", "on");
            Containment containment = Containment.builder()
                    .provider(board)
                    .journal(InMemoryJournal.create())
                    .build();
            containment
                    .incident("IR-1")
                    .contain(new Switch("a"), Switchboard.turnOff())
                    .plan()
                    .execute()
                    .orThrow();
            String contained = board.switches.get("a");
            containment.release("IR-1");
            return contained + ", then " + board.switches.get("a");
        }
    }
}
