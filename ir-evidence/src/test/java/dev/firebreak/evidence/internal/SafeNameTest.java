package dev.firebreak.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
    @ParameterizedTest
    @CsvSource({
        "console.txt, console.txt",
        "../../x, x",
        "a/../b, a___b",
        "/etc/passwd, etc_passwd",
        "C:\\boot.ini, C_boot.ini",
        "CON, item_CON",
        "nul.txt, item_nul.txt",
        "com1, item_com1",
        "файл, item",
        ".., item",
        "'', item",
        ".hidden, hidden",
        "-rf, rf",
        "trailing..., trailing"
    })
    void of_any_name_is_safe(String name, String safe) {
        assertThat(SafeName.of(name)).isEqualTo(safe);
    }

    @Test
    void of_control_characters_drops_them() {
        assertThat(SafeName.of("a\u0000b\nc%0A")).isEqualTo("a_b_c_0A");
    }

    @Test
    void of_long_name_keeps_its_end() {
        assertThat(SafeName.of("n".repeat(100_000) + ".mem")).hasSize(80).endsWith(".mem");
    }
}
