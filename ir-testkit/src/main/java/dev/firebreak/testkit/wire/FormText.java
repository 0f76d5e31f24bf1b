package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoded text: query strings, form bodies and paths. */
public final class FormText {
    private FormText() {}

    /**
     * The decoded parameters of a query string or form body, in order.
     *
     * @throws AwsError {@code MalformedQueryString} when the encoding is broken
     */
    public static Map<String, List<String>> parse(String text) {
        var parameters = new LinkedHashMap<String, List<String>>();
        for (String pair : text.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : decode(pair.substring(equals + 1), true);
                parameters.computeIfAbsent(name, made -> new ArrayList<>()).add(value);
            }
        }
        return parameters;
    }

    /** The same, but broken encodings stay as they are: nothing more can be said to a sender whose service is not known yet. */
    public static Map<String, List<String>> parseLeniently(String text) {
        return parse(text.replaceAll("%(?![0-9a-fA-F]{2})", "%25"));
    }

    static Map<String, List<String>> merged(Map<String, List<String>> query, byte[] body) {
        var parameters = new LinkedHashMap<>(query);
        parse(new String(body, StandardCharsets.UTF_8).strip()).forEach(parameters::putIfAbsent);
        return parameters;
    }

    /** The decoded text of a part of a path, in which {@code +} is itself. */
    public static String path(String encoded) {
        try {
            return decode(encoded, false);
        } catch (AwsError broken) {
            throw AwsError.of("InvalidURI", "Couldn't parse the specified URI.");
        }
    }

    private static String decode(String text, boolean plusIsSpace) {
        var bytes = new ByteArrayOutputStream(text.length());
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        for (int position = 0; position < encoded.length; position++) {
            if (encoded[position] == '%') {
                bytes.write(octet(encoded, position));
                position += 2;
            } else {
                bytes.write(plusIsSpace && encoded[position] == '+' ? ' ' : encoded[position]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int octet(byte[] encoded, int percent) {
        int high = percent + 2 < encoded.length ? Character.digit(encoded[percent + 1], 16) : -1;
        int low = percent + 2 < encoded.length ? Character.digit(encoded[percent + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw AwsError.of("MalformedQueryString", "The query string contains a broken percent-encoding");
        }
        return high * 16 + low;
    }
}
