package dev.firebreak.journal.spi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.firebreak.journal.IncidentLog.Entry;
import dev.firebreak.spi.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordDraftTest {
    @Test
    void line_anyData_isTheLineOfTheRecord() {
        List<JsonNode> samples = List.of(
                CanonicalJson.object(),
                CanonicalJson.object().put("z", 1).put("a\"\\\n\u0000é😀", "\u2028"),
                CanonicalJson.object().put("at", "x").put("sequence", 12),
                CanonicalJson.tree(List.of(1, 2.5, true, "x")),
                TextNode.valueOf("plain"));
        for (JsonNode data : samples) {
            var draft = new RecordDraft("IR-1", new Entry("ty\"pe", "step\t1", data));
            for (Instant at : List.of(Instant.EPOCH, Instant.parse("2026-11-24T10:00:00.123456789Z"))) {
                String hash = "ab".repeat(32);
                assertThat(new String(draft.line(1234567, at.toString(), hash), StandardCharsets.UTF_8))
                        .isEqualTo(draft.at(1234567, at, hash).line());
            }
        }
    }
}
