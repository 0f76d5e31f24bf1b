package dev.firebreak.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS CLI against the HTTP door; skipped where it is not installed. */
class AwsCliTest {
    @TempDir
    private Path directory;

    private final FakeAws fake = FakeAws.builder()
            .service(new NoteService())
            .service(new ShelfService())
            .build();

    @BeforeEach
    void requireCli() {
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        assumeThat(installed).isTrue();
    }

    @AfterEach
    void close() {
        fake.close();
    }

    private String aws(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).directory(directory.toFile());
        process.environment()
                .putAll(Map.of(
                        "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                        "AWS_SECRET_ACCESS_KEY", "secret",
                        "AWS_DEFAULT_REGION", "eu-west-1",
                        "AWS_ENDPOINT_URL", fake.endpoint().toString(),
                        "AWS_EC2_METADATA_DISABLED", "true",
                        "AWS_MAX_ATTEMPTS", "1",
                        "HOME", directory.toString()));
        Process running = process.start();
        String output = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        running.waitFor();
        return output.strip();
    }

    @Test
    void cli_objects_roundTrip() throws Exception {
        byte[] content = "evidence\n".repeat(50_000).getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("in"), content);

        assertThat(aws("s3", "cp", "in", "s3://shelf/a b/c+d%.bin")).contains("upload:");
        assertThat(aws("s3", "cp", "s3://shelf/a b/c+d%.bin", "out")).contains("download:");

        assertThat(directory.resolve("out")).hasBinaryContent(content);
        assertThat(aws(
                        "s3api",
                        "list-objects-v2",
                        "--bucket",
                        "shelf",
                        "--query",
                        "Contents[].Key",
                        "--output",
                        "text"))
                .isEqualTo("a b/c+d%.bin");
    }

    @Test
    void cli_ec2AndSts_understandAnswersAndErrors() throws Exception {
        assertThat(aws("sts", "get-caller-identity", "--query", "Account", "--output", "text"))
                .isEqualTo("123456789012");
        assertThat(aws("ec2", "create-tags", "--resources", "i-1", "--tags", "Key=k,Value=a&b"))
                .isEmpty();
        assertThat(aws("ec2", "describe-tags", "--query", "Tags[].Value", "--output", "text"))
                .isEqualTo("a&b");
        assertThat(aws("ec2", "create-tags", "--dry-run", "--resources", "i-1", "--tags", "Key=k,Value=v"))
                .contains("(DryRunOperation)");
        assertThat(aws("ec2", "describe-vpcs")).contains("(InvalidAction)");
    }

    @Test
    void cli_lostAnswer_isAConnectionError() throws Exception {
        fake.faults().on("sts").loseAnswer();

        assertThat(aws("sts", "get-caller-identity")).containsIgnoringCase("connection");
    }
}
