package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Action;
import dev.firebreak.aws.Ec2;
import dev.firebreak.evidence.EvidenceRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseTest {
    @TempDir
    private Path directory;

    static List<Response> all() {
        return Response.all();
    }

    /** Fails when a factory is added: add a response for it, on each kind of target that it fits. */
    @Test
    void all_comparedWithThePublicFactories_leavesOutNone() throws Exception {
        assertThat(Response.all()).extracting(Response::factory).containsAll(factories());
    }

    /** Every public static method of the package that makes an action or an evidence request. */
    private static List<String> factories() throws IOException, URISyntaxException {
        Path classes = Path.of(
                Ec2.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.list(classes.resolve("dev/firebreak/aws"))) {
            List<String> factories = files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.matches("\\w+\\.class"))
                    .flatMap(name -> factories(load(name.replace(".class", ""))))
                    .toList();
            assertThat(factories).contains("Ec2.isolateNetwork", "Ec2.consoleOutput", "Iam.denyAll");
            return factories;
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName("dev.firebreak.aws." + name);
        } catch (ClassNotFoundException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static Stream<String> factories(Class<?> type) {
        return Stream.of(type.getMethods())
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .filter(method -> Action.class.isAssignableFrom(method.getReturnType())
                        || EvidenceRequest.class.isAssignableFrom(method.getReturnType()))
                .map(method -> type.getSimpleName() + "." + method.getName());
    }

    @ParameterizedTest
    @MethodSource("all")
    void respond_inItsSetting_changesTheWorldOrTakesEvidence(Response response) throws IOException {
        try (var stage = new Stage(response, directory)) {
            stage.respond();

            boolean changed = !stage.fake.snapshot().equals(stage.before);
            assertThat(changed || Files.exists(directory.resolve("evidence"))).isTrue();
        }
    }
}
