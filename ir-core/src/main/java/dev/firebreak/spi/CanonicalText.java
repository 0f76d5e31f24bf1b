package dev.firebreak.spi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.NumberToJSON;

/** Writes JSON as RFC 8785 has it: members in the order of their names as UTF-16, numbers as ECMAScript writes doubles. */
final class CanonicalText {
    private static final long EXACT = 1L << 53;
    private static final HexFormat HEX = HexFormat.of();

    private final StringBuilder text = new StringBuilder(256);

    CanonicalText write(JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node);
            case ARRAY -> array(node);
            case STRING, BINARY -> string(node.asText());
            case NUMBER -> number(node);
            case BOOLEAN -> text.append(node.booleanValue());
            case NULL, MISSING -> text.append("null");
            case POJO -> write(CanonicalJson.tree(((POJONode) node).getPojo()));
        }
        return this;
    }

    private void object(JsonNode node) {
        List<String> names = new ArrayList<>(node.size());
        node.fieldNames().forEachRemaining(names::add);
        Collections.sort(names);
        char before = '{';
        for (String name : names) {
            text.append(before);
            string(name);
            text.append(':');
            write(node.get(name));
            before = ',';
        }
        text.append(names.isEmpty() ? "{}" : "}");
    }

    private void array(JsonNode node) {
        text.append('[');
        for (int index = 0; index < node.size(); index++) {
            if (index > 0) {
                text.append(',');
            }
            write(node.get(index));
        }
        text.append(']');
    }

    private void number(JsonNode node) {
        if (isExact(node)) {
            text.append(node.longValue());
            return;
        }
        try {
            text.append(NumberToJSON.serializeNumber(Double.parseDouble(node.asText())));
        } catch (IOException e) {
            throw new IllegalArgumentException("Invalid JSON: " + e.getMessage(), e);
        }
    }

    private static boolean isExact(JsonNode node) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() <= EXACT
                && node.longValue() >= -EXACT;
    }

    private void string(String value) {
        text.append('"');
        int written = 0;
        for (int index = 0; index < value.length(); index++) {
            if (isEscaped(value.charAt(index))) {
                text.append(value, written, index);
                escape(value.charAt(index));
                written = index + 1;
            }
        }
        text.append(written == 0 ? value : value.substring(written)).append('"');
    }

    private static boolean isEscaped(char value) {
        return value < ' ' || value == '"' || value == '\\';
    }

    private void escape(char value) {
        switch (value) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> text.append("\\u").append(HEX.toHexDigits(value));
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
