package dev.firebreak.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java block in the README and the guides is a region of a source that is compiled, so that none can go stale. */
class SnippetsTest {
    private static final Pattern BLOCK = Pattern.compile(
            "(?ms)^[ \\t]*(?:<!-- snippet: (\\S+?)#(\\S+) -->\\n[ \\t]*)?```java[^\\n]*\\n(.*?)^[ \\t]*```");

    private record Snippet(Path page, String file, String region, String text) {
        @Override
        public String toString() {
            return page.getFileName() + ": " + file + "#" + region;
        }
    }

    static Path root() {
        Path place = Path.of("").toAbsolutePath();
        while (!Files.exists(place.resolve("ir-bom"))) {
            place = Objects.requireNonNull(place.getParent(), "There is no repository around this module");
        }
        return place;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.list(root().resolve("docs"))) {
            return Stream.concat(Stream.of(root().resolve("README.md")), guides)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    static List<Snippet> snippets() throws IOException {
        var all = new ArrayList<Snippet>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                all.add(new Snippet(
                        page, String.valueOf(block.group(1)), String.valueOf(block.group(2)), block.group(3)));
            }
        }
        return all;
    }

    @Test
    void snippets_readmeAndGuides_haveSome() throws IOException {
        assertThat(snippets()).extracting(Snippet::page).contains(root().resolve("README.md"));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void snippet_block_isItsRegion(Snippet snippet) throws IOException {
        assertThat(snippet.file())
                .as("the block in %s needs <!-- snippet: file#region --> above it:%n%s", snippet.page(), snippet.text())
                .isNotEqualTo("null");
        assertThat(snippet.text()).isEqualTo(region(root().resolve(snippet.file()), snippet.region()));
    }

    private static String region(Path file, String name) throws IOException {
        List<String> lines = Files.readAllLines(file);
        int begin = lines.stream().map(String::strip).toList().indexOf("// region " + name);
        assertThat(begin).as("region %s in %s", name, file).isNotNegative();
        List<String> body = lines.subList(begin + 1, lines.size()).stream()
                .takeWhile(line -> !line.strip().equals("// endregion"))
                .toList();
        assertThat(begin + 1 + body.size()).as("the end of %s", name).isLessThan(lines.size());
        return dedented(body);
    }

    private static String dedented(List<String> body) {
        int margin = body.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return body.stream()
                .map(line -> line.isBlank() ? "\n" : line.substring(margin) + "\n")
                .collect(Collectors.joining());
    }
}
