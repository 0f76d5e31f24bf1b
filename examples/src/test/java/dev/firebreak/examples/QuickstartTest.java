package dev.firebreak.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    private static final Pattern ROUND_TRIPS = Pattern.compile("in (\\d+) sequential round trips");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of("--directory", directory.toString()));
        all.addAll(List.of(arguments));
        try (var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                var complaints = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return Quickstart.run(printed, complaints, all.toArray(String[]::new));
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaints() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void run_sample_respondsAndTakesEverythingBack() {
        assertThat(run()).as(this::complaints).isZero();

        assertThat(printed())
                .contains("Finding   ", "i-0", "Digest", "Quarantine", ", verified")
                .contains("Released  every change was taken back")
                .contains("World     as before, but for the evidence that stays:")
                .doesNotContain("NOT");
        assertThat(differences()).isNotEmpty().allMatch(line -> line.matches(".*/(ami|snap)-[0-9a-f]{17} is new"));
        assertThat(complaints()).isEmpty();
    }

    private List<String> differences() {
        return printed()
                .lines()
                .dropWhile(line -> !line.startsWith("World     as before"))
                .skip(1)
                .toList();
    }

    /** Eight, when calls made side by side are seen to be; a busy machine may begin one of them too late. */
    @Test
    void run_sample_cutsOffInFewRoundTrips() {
        run();

        Matcher found = ROUND_TRIPS.matcher(printed());
        assertThat(found.find()).as(this::printed).isTrue();
        assertThat(Integer.parseInt(found.group(1))).isBetween(3, 12);
    }

    @Test
    void run_twice_eachHasADirectoryOfItsOwn() {
        assertThat(run()).as(this::complaints).isZero();
        assertThat(run()).as(this::complaints).isZero();

        assertThat(directory.resolve("rehearsal-1/evidence")).isDirectory();
        assertThat(directory.resolve("rehearsal-2/evidence")).isDirectory();
        assertThat(printed()).contains("rehearsal-1").contains("rehearsal-2");
    }

    @Test
    void run_otherInstance_isThatOne() throws IOException {
        String other = sample().replaceAll("i-[0-9a-f]{17}", "i-0fedcba9876543210");
        Path finding = Files.writeString(directory.resolve("finding.json"), other);

        assertThat(run(finding.toString())).as(this::complaints).isZero();

        assertThat(printed()).contains("on i-0fedcba9876543210 in");
    }

    private static String sample() throws IOException {
        try (var file = Quickstart.class.getResourceAsStream("guardduty-finding.json")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void run_whatIsNoFinding_isRefusedInOneLine() throws IOException {
        Path text = Files.writeString(directory.resolve("text"), "not \u001b json");
        Path event = Files.writeString(directory.resolve("event"), "{\"source\":\"aws.s3\\u001b[2J\"}");

        for (Path file : List.of(text, event, directory.resolve("none"))) {
            err.reset();
            assertThat(run(file.toString())).isEqualTo(1);
            assertThat(complaints().lines()).hasSize(1);
            assertThat(complaints()).contains("finding").doesNotContain("\u001b");
        }
        assertThat(printed()).isEmpty();
    }
}
