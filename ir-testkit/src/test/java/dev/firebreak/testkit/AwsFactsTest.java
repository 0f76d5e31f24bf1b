package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/** Makes the page of facts from the tests that prove them. */
class AwsFactsTest {
    private static final String INTRODUCTION = """
            # What FakeAws does as AWS does

            Generated from the tests: each line is a test that runs through both doors, in memory and over HTTP, and the page of the AWS
            documentation that it follows.
            """;

    private static final List<String> SOURCES = List.of("https://docs.aws.amazon.com/", "https://smithy.io/2.0/aws/");

    private record Fact(String service, AwsFact fact) {}

    @Test
    void factsPage_isWhatTheTestsProve() throws IOException, URISyntaxException {
        var byService = facts().collect(Collectors.groupingBy(Fact::service, TreeMap::new, Collectors.toList()));
        String sections = byService.entrySet().stream()
                .map(entry -> section(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());

        GeneratedDoc.isUpToDate("fake-aws-facts.md", INTRODUCTION + sections);
    }

    @Test
    void everyTestOfServiceCases_saysItsFactAndSource() throws IOException, URISyntaxException {
        assertThat(tests().filter(method -> !method.isAnnotationPresent(AwsFact.class)))
                .isEmpty();
        assertThat(facts().filter(fact -> !isWellFormed(fact.fact()))).isEmpty();
    }

    private static boolean isWellFormed(AwsFact fact) {
        return !fact.value().endsWith(".")
                && !fact.value().contains("|")
                && SOURCES.stream().anyMatch(fact.source()::startsWith);
    }

    private static String section(String service, List<Fact> facts) {
        return facts.stream()
                .map(fact -> "| %s | %s |\n"
                        .formatted(fact.fact().value(), fact.fact().source()))
                .sorted()
                .distinct()
                .collect(Collectors.joining("", "\n## %s\n\n| fact | source |\n|---|---|\n".formatted(service), ""));
    }

    private static Stream<Fact> facts() throws IOException, URISyntaxException {
        return tests().filter(method -> method.isAnnotationPresent(AwsFact.class))
                .map(method -> new Fact(service(method), method.getAnnotation(AwsFact.class)));
    }

    private static String service(Method method) {
        String below = method.getDeclaringClass().getPackageName().replaceFirst(".*\\.(service|testkit)\\.?", "");
        return below.isEmpty() ? "general" : below.split("\\.")[0];
    }

    private static Stream<Method> tests() throws IOException, URISyntaxException {
        Path classes = Path.of(AwsFactsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> cases;
        try (Stream<Path> files = Files.walk(classes)) {
            cases = files.map(file -> classes.relativize(file).toString())
                    .filter(name -> name.endsWith("Test.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.').replace('\\', '.'))
                    .map(name ->
                            ReflectionSupport.tryToLoadClass(name).toOptional().orElseThrow())
                    .filter(ServiceCases.class::isAssignableFrom)
                    .sorted(Comparator.comparing(Class::getName))
                    .collect(Collectors.toList());
        }
        return cases.stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Test.class));
    }
}
