package dev.firebreak.examples.cli;

import static dev.firebreak.testkit.FakeAwsAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.testkit.Estate;
import dev.firebreak.testkit.FakeAws;
import dev.firebreak.testkit.InstanceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.iam.model.AccessKey;

class IrTest {
    private static final String NOWHERE = "instance/i-00000000000000000";

    private final FakeEndpoint endpoint = new FakeEndpoint();
    private final FakeAws fake = endpoint.fake();
    private final Estate estate = Estate.in(fake);
    private final String instance = estate.launch(
                    InstanceSpec.named("web").profile("web").inAutoScalingGroup("shop"))
            .id();
    private final String target = "instance/" + instance;

    @TempDir
    private Path directory;

    @BeforeEach
    void pointTheSdkAtTheFake() {
        endpoint.open();
    }

    @AfterEach
    void close() {
        endpoint.close();
    }

    private Console ir(String command, String... arguments) {
        return Console.inCase(directory, command, arguments);
    }

    private static void assertRefused(Console answer, int code, String... words) {
        assertThat(answer.code()).as(answer::toString).isEqualTo(code);
        assertThat(answer.err().lines()).as(answer::toString).hasSize(1);
        assertThat(answer.err()).contains(words).doesNotContain("Exception");
        assertThat(answer.out()).isEmpty();
    }

    private static void assertDone(Console answer) {
        assertThat(answer.code()).as(answer::toString).isZero();
    }

    private static JsonNode json(Console answer) {
        assertDone(answer);
        return CanonicalJson.parse(answer.out());
    }

    /** The world but for copies of disks, which stay. */
    private JsonNode withoutEvidence() {
        JsonNode world = fake.snapshot();
        for (JsonNode place : world.findParents("snapshots")) {
            ((ObjectNode) place).remove(List.of("images", "snapshots"));
            place.path("tags").properties().removeIf(tags -> tags.getKey().matches("(ami|snap)-.*"));
        }
        return world;
    }

    private Path plan() throws IOException {
        return Files.writeString(
                directory.resolve("plan.json"), ir("plan", target, "--json").out());
    }

    private static String digest(Path plan) throws IOException {
        return CanonicalJson.parse(Files.readString(plan)).path("digest").asText();
    }

    private Path bag() {
        return Path.of(json(ir("collect", target, "--json")).path("bag").asText());
    }

    @Test
    void plan_instance_isPrintedAndChangesNothing() {
        JsonNode before = fake.snapshot();

        Console answer = ir("plan", target);

        assertDone(answer);
        assertThat(answer.out()).contains(instance, "Digest");
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void plan_json_parsesAndItsDigestIsOnStandardError() {
        Console answer = ir("plan", target, "--json");

        String digest = json(answer).path("digest").asText();
        assertThat(digest).hasSize(64);
        assertThat(answer.err()).isEqualTo("digest " + digest + System.lineSeparator());
    }

    @Test
    void contain_approvedPlan_isCarriedOut() throws IOException {
        Path plan = plan();

        assertDone(ir("contain", "--plan", plan.toString(), "--digest", digest(plan)));

        assertThat(fake).instance(instance).isIsolated();
    }

    @Test
    void contain_otherDigest_isRejectedAndChangesNothing() throws IOException {
        Path plan = plan();
        JsonNode before = fake.snapshot();

        assertRefused(ir("contain", "--plan", plan.toString(), "--digest", "0".repeat(64)), 3, "digest");

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void contain_alteredPlan_isRejectedAndChangesNothing() throws IOException {
        Path plan = plan();
        String digest = digest(plan);
        Files.writeString(plan, Files.readString(plan).replace("without a reboot", "with a reboot"));
        JsonNode before = fake.snapshot();

        assertRefused(ir("contain", "--plan", plan.toString(), "--digest", digest), 3, "altered");

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void contain_planOfAnotherIncident_isBadInput() throws IOException {
        Path plan = plan();

        Console answer =
                Console.run("contain", "--incident", "IR-2", "--plan", plan.toString(), "--digest", digest(plan));

        assertRefused(answer, 2, "it is for IR-1 (must be for IR-2)");
    }

    @Test
    void contain_planThatIsNotThere_isBadInput() {
        String missing = directory.resolve("none.json").toString();

        assertRefused(ir("contain", "--plan", missing, "--digest", "0"), 2, "none.json: there is no such file");
        assertRefused(ir("contain", "--plan", directory.toString(), "--digest", "0"), 2, "it is a directory");
    }

    @Test
    void contain_standby_isolatesAndReleaseRestores() {
        JsonNode before = withoutEvidence();

        assertDone(ir("contain", "--standby", target));

        assertThat(fake).instance(instance).isIsolated().hasNoInstanceProfile().isProtectedFromTermination();
        assertThat(lifecycle()).isEqualTo("Standby");

        assertDone(ir("release"));
        assertThat(withoutEvidence()).isEqualTo(before);
    }

    private String lifecycle() {
        return fake.autoScaling().describeAutoScalingInstances().autoScalingInstances().stream()
                .filter(member -> member.instanceId().equals(instance))
                .map(member -> member.lifecycleState())
                .findFirst()
                .orElse("none");
    }

    @Test
    void contain_again_makesNothingTwice() {
        assertDone(ir("contain", target, "--standby"));
        JsonNode once = fake.snapshot();

        assertDone(ir("contain", target, "--standby"));

        assertThat(fake.ec2().describeImages(request -> request.owners("self")).images())
                .hasSize(1);
        assertThat(fake.snapshot()).isEqualTo(once);
    }

    @Test
    void contain_severalTargetsAmongOptions_containsAll() {
        String other = estate.launch(InstanceSpec.named("other")).id();

        assertDone(ir("contain", target, "--no-evidence", "instance/" + other));

        assertThat(fake).instance(instance).isIsolated();
        assertThat(fake).instance(other).isIsolated();
        assertThat(fake.ec2().describeImages(request -> request.owners("self")).images())
                .isEmpty();
    }

    @Test
    void contain_accessKey_isInactiveUntilReleased() {
        fake.iam().createUser(request -> request.userName("mallory"));
        AccessKey key = fake.iam()
                .createAccessKey(request -> request.userName("mallory"))
                .accessKey();
        JsonNode before = fake.snapshot();

        assertDone(ir("contain", "access-key/" + key.accessKeyId()));
        assertThat(fake).accessKey(key.accessKeyId()).isInactive();

        assertDone(ir("release"));
        assertThat(fake).accessKey(key.accessKeyId()).isActive();
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void contain_json_parsesAndSoDoesRelease() {
        assertThat(json(ir("contain", target, "--json")).isObject()).isTrue();
        assertThat(json(ir("release", "--json")).isObject()).isTrue();
    }

    @Test
    void contain_withoutTargets_isAUsageError() {
        assertRefused(ir("contain"), 2, "Missing target", "ir contain --help");
        assertRefused(ir("contain", "--standby"), 2, "Missing target");
        assertRefused(ir("plan"), 2, "Missing target");
        assertRefused(ir("collect"), 2, "Missing target");
    }

    @Test
    void contain_planAndTargets_isAUsageError() {
        assertRefused(ir("contain", "--plan", "p", "--digest", "d", target), 2, "--plan with targets");
        assertRefused(ir("contain", "--plan", "p", "--digest", "d", "--standby"), 2, "--plan with targets");
        assertRefused(ir("contain", "--plan", "p"), 2, "--plan and --digest go together");
        assertRefused(ir("contain", "--digest", "d", target), 2, "--plan and --digest go together");
    }

    @Test
    void contain_instanceThatIsNotThere_isRejectedAndChangesNothing() {
        JsonNode before = fake.snapshot();

        assertRefused(ir("contain", target, NOWHERE), 3, "i-00000000000000000: there is no such instance");

        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void status_afterContain_namesEveryStep() {
        assertDone(ir("contain", target));

        Console answer = ir("status");

        assertDone(answer);
        assertThat(answer.out()).startsWith("IR-1: ").contains("chain intact", "step-verified", instance);
        JsonNode tree = json(ir("status", "--json"));
        assertThat(tree.path("steps")).isNotEmpty().allMatch(step -> step.hasNonNull("last"));
    }

    @Test
    void statusAndRelease_unknownIncident_areBadInput() {
        assertRefused(ir("status"), 2, "IR-1 has no journal in " + directory);
        assertRefused(ir("release"), 2, "IR-1 has no journal in " + directory);
    }

    @Test
    void journal_broken_isNotTrusted() throws IOException {
        assertDone(ir("contain", target));
        Path journal = directory.resolve("IR-1").resolve("journal.jsonl");
        Files.writeString(journal, Files.readString(journal).replaceFirst("planned", "plonned"));
        JsonNode before = fake.snapshot();

        assertRefused(ir("status"), 4, "journal.jsonl");
        assertRefused(ir("release"), 4, "journal.jsonl");
        assertThat(ir("contain", target).code()).isEqualTo(4);
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void directory_thatIsAFile_isNotWrittenAndNothingChanges() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        JsonNode before = fake.snapshot();

        Console answer = Console.inCase(file, "contain", target);

        assertThat(answer.code()).as(answer::toString).isEqualTo(4);
        assertThat(fake.snapshot()).isEqualTo(before);
    }

    @Test
    void verify_collectedBag_isIntact() {
        Path bag = bag();

        Console answer = Console.run("verify", bag.toString());

        assertDone(answer);
        assertThat(answer.out()).isEqualTo(bag + ": intact\n");
        assertThat(json(Console.run("verify", "--json", bag.toString()))
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void verify_oneByteChanged_namesTheFile() throws IOException {
        Path bag = bag();
        Path file = payload(bag);
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);

        Console answer = Console.run("verify", bag.toString());

        assertThat(answer.code()).as(answer::toString).isEqualTo(1);
        assertThat(answer.out()).contains("NOT intact", bag.relativize(file).toString());
        Console json = Console.run("verify", "--json", bag.toString());
        assertThat(CanonicalJson.parse(json.out()).path("problems")).isNotEmpty();
    }

    private static Path payload(Path bag) throws IOException {
        try (Stream<Path> files = Files.walk(bag.resolve("data"))) {
            Path found = files.filter(file -> file.toFile().length() > 0 && Files.isRegularFile(file))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            found.toFile().setWritable(true);
            return found;
        }
    }

    @Test
    void verify_publicKey_isTheOneBesideTheCase() throws IOException {
        Path bag = bag();
        Path own = directory.resolve("signer.pub.pem");
        Path other = Files.writeString(
                directory.resolve("other.pem"), Ed25519Signer.generate().publicKeyPem());

        assertDone(Console.run("verify", bag.toString(), "--key", own.toString()));
        assertThat(Console.run("verify", bag.toString(), "--key", other.toString())
                        .code())
                .isEqualTo(1);
    }

    @Test
    void verify_whatIsNoBagOrNoKey_isBadInput() {
        Path bag = bag();
        String secret = directory.resolve("signer.pem").toString();

        assertRefused(
                Console.run("verify", directory.resolve("none").toString()), 2, "there is no such directory or file");
        assertRefused(Console.run("verify", bag.toString(), "--key", "none.pem"), 2, "there is no such file");
        assertRefused(Console.run("verify", bag.toString(), "--key", secret), 2, "Invalid key", "public key in PEM");
    }

    @Test
    void collect_twice_sealsTwoBags() {
        Path first = bag();

        Path second = bag();

        assertThat(second).isNotEqualTo(first);
        assertDone(Console.run("verify", first.toString()));
        assertDone(Console.run("verify", second.toString()));
    }

    @Test
    void collect_accessKey_isBadInput() {
        assertRefused(ir("collect", "access-key/AKIAIOSFODNN7EXAMPLE"), 2, "evidence is collected from instance/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i-0123",
                "arn:aws:ec2:eu-west-1:1:instance/i-0123456789abcdef0",
                "arn:aws:s3:::bucket",
                "instance/",
                "instance/web",
                "instance/i-0\u001b[2J",
                "access-key/",
                "access-key/mallory"
            })
    void plan_badTarget_isBadInputWithoutControlCharacters(String bad) {
        Console answer = ir("plan", bad);

        assertRefused(answer, 2, "Invalid");
        assertThat(answer.err()).doesNotContain("\u001b");
    }

    @Test
    void plan_badIncident_isBadInput() {
        Console answer = Console.run("plan", "--incident", "../x", "--directory", directory.toString(), target);

        assertRefused(answer, 2, "Invalid incident id: '../x'");
    }

    @Test
    void ir_misused_isAUsageErrorOfOneLine() {
        assertRefused(Console.run(), 2, "Missing command", "ir --help");
        assertRefused(Console.run("pln"), 2, "pln");
        assertRefused(Console.run("plan", target), 2, "--incident", "ir plan --help");
        assertRefused(ir("plan", "--sudo\u001b", target), 2, "--sudo?");
        assertRefused(ir("plan", "--external-id", "x", target), 2, "--external-id without --role");
    }

    @Test
    void help_ofEveryCommand_isPrinted() {
        for (String command : List.of("plan", "contain", "collect", "release", "verify", "status")) {
            Console answer = Console.run(command, "--help");

            assertDone(answer);
            assertThat(answer.out()).contains("ir " + command);
        }
    }
}
