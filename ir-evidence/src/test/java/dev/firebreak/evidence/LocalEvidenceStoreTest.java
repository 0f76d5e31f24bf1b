package dev.firebreak.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.spi.EvidenceContent;
import dev.firebreak.evidence.spi.EvidenceDescription;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocalEvidenceStoreTest {
    @TempDir
    Path directory;

    private Path root;
    private LocalEvidenceStore store;

    @BeforeEach
    void open() {
        root = directory.resolve("a/store");
        store = LocalEvidenceStore.in(root);
    }

    private static EvidenceDescription named(String id, String name) {
        return new EvidenceDescription(
                "IR-1", id, name, "text/plain", "lab:x", "lab:Read", List.of("r"), Lab.CLOCK.instant());
    }

    private static EvidenceContent content(String text) {
        return EvidenceContent.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.toList();
        }
    }

    static Stream<String> hostileNames() {
        return Stream.of("../../x", "a\u0000b", "n".repeat(100_000), "файл\u202Etxt.exe", "CON", "", ".", "a/b\\c:d");
    }

    @ParameterizedTest
    @MethodSource("hostileNames")
    void write_hostile_name_keeps_it_as_data_only(String name) throws Exception {
        EvidenceItem item = store.write(named("item-1", name), content("abc"));
        assertThat(item.name()).isEqualTo(name);
        assertThat(store.find("IR-1", "item-1")).contains(item);
        assertThat(all())
                .filteredOn(Files::isRegularFile)
                .extracting(path -> root.relativize(path).toString())
                .containsExactlyInAnyOrder("IR-1/item-1/content", "IR-1/item-1/item.json");
    }

    @Test
    void write_then_open_gives_the_bytes() throws Exception {
        EvidenceItem item = store.write(named("item-1", "a"), content("abc"));
        try (InputStream bytes = store.open(item)) {
            assertThat(bytes.readAllBytes()).asString().isEqualTo("abc");
        }
        assertThat(item.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(EvidenceItem.fromJson(item.toJsonTree())).isEqualTo(item);
    }

    @Test
    void write_is_readable_by_owner_only() throws Exception {
        store.write(named("item-1", "a"), content("abc"));
        for (Path path : all()) {
            if (path.startsWith(directory.resolve("a"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void write_same_content_again_gives_the_item() throws Exception {
        EvidenceItem item = store.write(named("item-1", "a"), content("abc"));
        assertThat(store.write(named("item-1", "a"), content("abc"))).isEqualTo(item);
    }

    @Test
    void write_other_content_is_refused() throws Exception {
        EvidenceItem item = store.write(named("item-1", "a"), content("abc"));
        assertThatThrownBy(() -> store.write(named("item-1", "a"), content("abd")))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("other content");
        assertThat(store.list("IR-1")).containsExactly(item);
    }

    @Test
    void write_broken_stream_leaves_nothing() throws Exception {
        var broken = new InputStream() {
            private int left = 100_000;

            @Override
            public int read() throws IOException {
                if (left == 0) {
                    throw new IOException("reset");
                }
                left--;
                return 'x';
            }
        };
        assertThatThrownBy(() -> store.write(named("item-1", "a"), EvidenceContent.of(broken)))
                .isInstanceOf(IOException.class);
        assertThat(store.list("IR-1")).isEmpty();
        assertThat(all()).filteredOn(Files::isRegularFile).isEmpty();
    }

    @Test
    void find_leftover_of_a_crash_gives_nothing() throws Exception {
        Path leftover = Files.createDirectories(root.resolve("IR-1/.4711.part"));
        Files.writeString(leftover.resolve("content"), "half");
        assertThat(store.list("IR-1")).isEmpty();
    }

    @Test
    void find_shortened_content_is_refused() throws Exception {
        store.write(named("item-1", "a"), content("abc"));
        Files.writeString(root.resolve("IR-1/item-1/content"), "ab");
        assertThatThrownBy(() -> store.find("IR-1", "item-1"))
                .isInstanceOf(EvidenceIntegrityException.class)
                .hasMessageContaining("2 bytes, and 3 were stored");
    }

    @Test
    void find_id_that_is_a_path_is_refused() {
        assertThatThrownBy(() -> store.find("IR-1", "../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.find("../IR-1", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> named("a/b", "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
