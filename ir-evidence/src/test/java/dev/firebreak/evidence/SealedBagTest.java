package dev.firebreak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.BagVerification.Problem;
import dev.firebreak.evidence.Lab.Host;
import dev.firebreak.spi.CanonicalJson;
import gov.loc.repository.bagit.reader.BagReader;
import gov.loc.repository.bagit.verify.BagVerifier;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBagTest {
    private static final String HOSTILE = "../../x\u0000\n% y.txt";

    @TempDir
    Path directory;

    private final Ed25519Signer signer = Ed25519Signer.generate().named("lab.example/evidence");
    private EvidenceReport report;
    private EvidenceBag bag;

    @BeforeEach
    void seal() {
        report = new Lab()
                .file("console.txt", "boot ok\n")
                .file(HOSTILE, "evil\n")
                .collector(directory)
                .incident("IR-1")
                .collect(new Host("h1"), Lab.read("console.txt"), Lab.read(HOSTILE))
                .plan()
                .execute()
                .orThrow();
        bag = report.seal(signer);
    }

    private List<String> troubled() {
        return EvidenceBag.verify(bag.path()).problems().stream()
                .map(Problem::file)
                .distinct()
                .toList();
    }

    private Path file(String name) throws IOException {
        if (!name.equals("console.txt")) {
            return bag.path().resolve(name);
        }
        try (Stream<Path> all = Files.walk(bag.path())) {
            return all.filter(path -> path.endsWith(name)).findFirst().orElseThrow();
        }
    }

    private String name(Path file) {
        return bag.path().relativize(file).toString().replace('\\', '/');
    }

    /** Makes the tag manifest fit, as a forger would. */
    private void vouchFor(Path manifest) throws IOException {
        Files.writeString(
                file("tagmanifest-sha256.txt"),
                CanonicalJson.sha256(Files.readAllBytes(manifest)) + "  manifest-sha256.txt\n");
    }

    private int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(bag.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void assumeOnPath(String tool) {
        boolean present = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, tool)));
        assumeTrue(present, tool + " is not on the PATH");
    }

    @Test
    void verify_untouched_bag_is_intact() {
        assertThat(bag.verify().problems()).isEmpty();
        assertThat(EvidenceBag.verify(bag.path(), signer.publicKey()).orThrow().isIntact())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bagit.txt",
                "bag-info.txt",
                "manifest-sha256.txt",
                "tagmanifest-sha256.txt",
                "checkpoint",
                "checkpoint.body",
                "checkpoint.sig",
                "signer.pub.pem",
                "data/custody.jsonl",
                "console.txt"
            })
    void verify_any_byte_changed_names_exactly_that_file(String changed) throws Exception {
        Path file = file(changed);
        byte[] original = Files.readAllBytes(file);
        int stride = Math.max(1, original.length / 40);
        for (int at = 0; at < original.length; at += stride) {
            byte[] bytes = original.clone();
            bytes[at] ^= 1;
            Files.write(file, bytes);
            assertThat(troubled()).as("byte %d", at).containsExactly(name(file));
        }
        byte[] last = original.clone();
        last[last.length - 1] ^= 4;
        Files.write(file, last);
        assertThat(troubled()).containsExactly(name(file));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bagit.txt",
                "bag-info.txt",
                "manifest-sha256.txt",
                "tagmanifest-sha256.txt",
                "checkpoint",
                "checkpoint.body",
                "checkpoint.sig",
                "signer.pub.pem",
                "data/custody.jsonl",
                "console.txt"
            })
    void verify_file_deleted_names_exactly_that_file(String deleted) throws Exception {
        Path file = file(deleted);
        Files.delete(file);
        assertThat(troubled()).containsExactly(name(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"data/planted.txt", "planted.txt", "fetch.txt"})
    void verify_file_added_names_exactly_that_file(String added) throws Exception {
        Files.writeString(bag.path().resolve(added), "planted");
        assertThat(troubled()).containsExactly(added);
    }

    @Test
    void verify_item_and_manifest_changed_names_both() throws Exception {
        Path item = file("console.txt");
        Path manifest = file("manifest-sha256.txt");
        String before = report.items().stream()
                .filter(one -> one.name().equals("console.txt"))
                .findFirst()
                .orElseThrow()
                .sha256();
        Files.writeString(item, "nothing\n");
        String after = CanonicalJson.sha256(Files.readAllBytes(item));
        Files.writeString(manifest, Files.readString(manifest).replace(before, after));
        assertThat(troubled()).containsExactlyInAnyOrder(name(item), "manifest-sha256.txt");
    }

    @Test
    void verify_item_replaced_by_link_names_it() throws Exception {
        Path item = file("console.txt");
        Path outside = Files.writeString(directory.resolve("outside"), "boot ok\n");
        Files.delete(item);
        Files.createSymbolicLink(item, outside);
        assertThat(EvidenceBag.verify(bag.path()).problems())
                .singleElement()
                .hasToString(name(item) + ": it is a symbolic link, which is not followed");
    }

    @Test
    void verify_against_other_key_names_the_key() {
        BagVerification verification =
                EvidenceBag.verify(bag.path(), Ed25519Signer.generate().publicKey());
        assertThat(verification.problems()).extracting(Problem::file).contains("signer.pub.pem", "checkpoint");
        assertThatThrownBy(verification::orThrow)
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("signer.pub.pem: it is not the expected key");
    }

    @Test
    void verify_hostile_manifest_names_each_line() throws Exception {
        Files.writeString(directory.resolve("bags").resolve("secret"), "s");
        String digest = "0".repeat(64);
        Files.delete(file("checkpoint"));
        Files.delete(file("checkpoint.body"));
        Path manifest = file("manifest-sha256.txt");
        Files.writeString(
                manifest,
                Files.readString(manifest) + digest + "  ../secret\n" + digest + "  data/../../secret\n" + digest
                        + "  data/custody.jsonl\n" + digest + "  /etc/passwd\nrubbish\n");
        vouchFor(manifest);
        assertThat(EvidenceBag.verify(bag.path()).problems())
                .filteredOn(problem -> problem.file().equals("manifest-sha256.txt"))
                .extracting(Problem::message)
                .containsExactly(
                        "line 4 names '../secret', which is not inside data/",
                        "line 5 names 'data/../../secret', which is not inside data/",
                        "line 6 names 'data/custody.jsonl' again",
                        "line 7 names '/etc/passwd', which is not inside data/",
                        "line 8 is not a SHA-256 and a path");
    }

    @Test
    void verify_manifest_in_other_encoding_names_it() throws Exception {
        Files.delete(file("checkpoint"));
        Files.delete(file("checkpoint.body"));
        Path manifest = file("manifest-sha256.txt");
        Files.write(manifest, Files.readString(manifest).getBytes(StandardCharsets.UTF_16));
        vouchFor(manifest);
        assertThat(EvidenceBag.verify(bag.path()).problems())
                .contains(new Problem("manifest-sha256.txt", "it is not UTF-8"));
    }

    @Test
    void verify_absent_directory_throws() {
        assertThatThrownBy(() -> EvidenceBag.verify(directory.resolve("none")))
                .isInstanceOf(EvidenceIntegrityException.class);
    }

    @Test
    void seal_again_makes_a_further_bag_that_holds_the_first_seal() throws Exception {
        EvidenceBag second = report.seal(signer);
        assertThat(second.path()).isNotEqualTo(bag.path());
        assertThat(bag.verify().problems()).isEmpty();
        assertThat(second.verify().problems()).isEmpty();
        assertThat(second.path().resolve("data/custody.jsonl")).content().contains(bag.manifestSha256());
    }

    @Test
    void seal_hostile_name_stays_inside_data() throws Exception {
        try (Stream<Path> all = Files.walk(bag.path().resolve("data"))) {
            List<String> names = new ArrayList<>(
                    all.filter(Files::isRegularFile).map(this::name).toList());
            assertThat(names).hasSize(3).allMatch(name -> name.matches("data/[A-Za-z0-9._/-]+"));
        }
    }

    @Test
    void sha256sum_accepts_both_manifests() throws Exception {
        assumeOnPath("sha256sum");
        assertThat(run("sha256sum", "--strict", "-c", "manifest-sha256.txt")).isZero();
        assertThat(run("sha256sum", "--strict", "-c", "tagmanifest-sha256.txt")).isZero();
    }

    @Test
    void openssl_verifies_the_signature() throws Exception {
        assumeOnPath("openssl");
        String[] verify = {
            "openssl",
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "signer.pub.pem",
            "-rawin",
            "-in",
            "checkpoint.body",
            "-sigfile",
            "checkpoint.sig"
        };
        assertThat(run(verify)).isZero();
        Files.writeString(file("checkpoint.body"), "altered");
        assertThat(run(verify)).isNotZero();
    }

    @Test
    void openssl_reads_the_saved_key() throws Exception {
        assumeOnPath("openssl");
        Path saved = directory.resolve("key.pem");
        signer.save(saved);
        assertThat(run("openssl", "pkey", "-in", saved.toString(), "-pubout", "-out", directory + "/pub.pem"))
                .isZero();
        assertThat(directory.resolve("pub.pem")).hasContent(signer.publicKeyPem());
    }

    @Test
    void bagit_library_accepts_the_bag() {
        assertThatCode(() -> {
                    var read = new BagReader().read(bag.path());
                    try (var verifier = new BagVerifier()) {
                        verifier.isComplete(read, false);
                        verifier.isValid(read, false);
                    }
                })
                .doesNotThrowAnyException();
    }
}
