package dev.firebreak.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

class CanonicalTextTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LETTERS = "ab\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028é€\ufb33\ud83d\ude00";

    private final Random random = new Random(20261125);

    /** The reference implementation reads the text that any writer of JSON may have made. */
    @Test
    void text_randomTrees_areWhatTheReferenceImplementationWrites() throws IOException {
        for (int count = 0; count < 2000; count++) {
            JsonNode tree = NODES.arrayNode().add(tree(4));
            assertThat(CanonicalJson.text(tree)).isEqualTo(new JsonCanonicalizer(tree.toString()).getEncodedString());
        }
    }

    private JsonNode tree(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.booleanNode(random.nextBoolean());
            case 2 -> NODES.numberNode(random.nextInt());
            case 3 -> NODES.numberNode(random.nextLong() >> random.nextInt(64));
            case 4 -> NODES.numberNode((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(60) - 30));
            case 5 -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(40)));
            case 6 -> NODES.numberNode(new BigInteger(100, random));
            case 7 -> NODES.textNode(word());
            case 8 -> NODES.arrayNode().add(tree(depth - 1)).add(tree(depth - 1));
            default ->
                NODES.objectNode()
                        .<com.fasterxml.jackson.databind.node.ObjectNode>set(word(), tree(depth - 1))
                        .set(word(), tree(depth - 1));
        };
    }

    private String word() {
        return random.ints(random.nextInt(6), 0, LETTERS.codePointCount(0, LETTERS.length()))
                .map(index -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, index)))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    void text_limitsOfNumbers_areWrittenAsDoubles() {
        JsonNode numbers =
                CanonicalJson.tree(List.of(Long.MIN_VALUE, (1L << 53) + 1, 1L << 53, -0.0, 1e21, 1e-7, 5e-324, 0.1f));
        assertThat(CanonicalJson.text(numbers))
                .isEqualTo("[-9223372036854776000,9007199254740992,9007199254740992,0,1e+21,1e-7,5e-324,0.1]");
    }

    @Test
    void text_noNumber_isRefused() {
        assertThatThrownBy(() -> CanonicalJson.text(NODES.numberNode(Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Invalid JSON");
    }

    @Test
    void text_nodesThatAreNoJson_areWrittenAsWhatTheyHold() {
        JsonNode tree = NODES.objectNode()
                .<com.fasterxml.jackson.databind.node.ObjectNode>set("missing", MissingNode.getInstance())
                .putPOJO("object", Map.of("b", 1, "a", List.of()))
                .put("bytes", new byte[] {1, 2, 3});
        assertThat(CanonicalJson.text(tree))
                .isEqualTo("{\"bytes\":\"AQID\",\"missing\":null,\"object\":{\"a\":[],\"b\":1}}");
    }
}
