package dev.firebreak.testkit.wire.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.rest.RestBody;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/** JSON bodies, of the RPC protocols and of REST. */
public final class Json implements RestBody {
    static final ObjectMapper MAPPER = new ObjectMapper();

    @Override
    public String contentType() {
        return "application/json";
    }

    @Override
    public void readMembers(SdkPojo builder, byte[] body) {
        if (body.length == 0) {
            return;
        }
        try {
            JsonReader.members(builder, MAPPER.readTree(body));
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException malformed) {
            throw malformed();
        }
    }

    @Override
    public Object readStructure(Supplier<? extends SdkPojo> maker, byte[] body) {
        SdkPojo builder = maker.get();
        readMembers(builder, body);
        return Pojos.build(builder);
    }

    @Override
    public byte[] writeMembers(String operation, SdkPojo response) {
        return JsonWriter.write(response);
    }

    @Override
    public byte[] writeStructure(String name, SdkPojo structure) {
        return JsonWriter.write(structure);
    }

    private static AwsError malformed() {
        return AwsError.of("SerializationException", "Could not parse the request body as JSON of this operation");
    }
}
