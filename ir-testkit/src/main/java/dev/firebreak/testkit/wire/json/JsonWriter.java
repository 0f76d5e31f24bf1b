package dev.firebreak.testkit.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.Scalars;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.document.Document;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/** Writes the payload members of SDK objects as JSON. */
final class JsonWriter {
    private final JsonGenerator json;

    private JsonWriter(JsonGenerator json) {
        this.json = json;
    }

    static byte[] write(SdkPojo pojo) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = Json.MAPPER.getFactory().createGenerator(bytes)) {
            new JsonWriter(generator).structure(pojo);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private void structure(SdkPojo pojo) throws IOException {
        json.writeStartObject();
        for (SdkField<?> field : pojo.sdkFields()) {
            if (field.location() == MarshallLocation.PAYLOAD && !Pojos.isUnset(field, pojo)) {
                json.writeFieldName(field.unmarshallLocationName());
                value(field, field.getValueOrDefault(pojo));
            }
        }
        json.writeEndObject();
    }

    private void value(SdkField<?> field, @Nullable Object value) throws IOException {
        if (value instanceof SdkPojo pojo) {
            structure(pojo);
        } else if (value instanceof List<?> list) {
            list(field.getRequiredTrait(ListTrait.class).memberFieldInfo(), list);
        } else if (value instanceof Map<?, ?> map) {
            map(field.getRequiredTrait(MapTrait.class).valueFieldInfo(), map);
        } else if (value instanceof Instant instant) {
            instant(Scalars.format(field, Format.UNIX_TIMESTAMP), instant);
        } else if (value instanceof SdkBytes bytes) {
            json.writeBinary(bytes.asByteArrayUnsafe());
        } else if (value instanceof Document document) {
            json.writeObject(document.unwrap());
        } else {
            json.writeObject(value);
        }
    }

    private void list(SdkField<?> member, List<?> values) throws IOException {
        json.writeStartArray();
        for (Object value : values) {
            value(member, value);
        }
        json.writeEndArray();
    }

    private void map(SdkField<?> member, Map<?, ?> values) throws IOException {
        json.writeStartObject();
        for (Map.Entry<?, ?> entry : values.entrySet()) {
            json.writeFieldName(String.valueOf(entry.getKey()));
            value(member, entry.getValue());
        }
        json.writeEndObject();
    }

    private void instant(Format format, Instant instant) throws IOException {
        String text = Scalars.print(format, instant);
        if (format == Format.UNIX_TIMESTAMP || format == Format.UNIX_TIMESTAMP_MILLIS) {
            json.writeNumber(text);
        } else {
            json.writeString(text);
        }
    }
}
