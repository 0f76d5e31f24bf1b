package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** S3's own form: bucket, key, what stood in the address and the {@code x-amz-} headers, and the document that was sent. */
final class S3CallJson extends CallJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    S3CallJson(ApiCall call) {
        super(call);
    }

    @Override
    JsonNode requestParameters() {
        ObjectNode json = JSON.objectNode();
        for (SdkField<?> field : call().request().sdkFields()) {
            Object value = field.getValueOrDefault(call().request());
            if (value != null) {
                put(json, field, value);
            }
        }
        call().sender().query().forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith("x-amz-") && !name.equals("x-id")) {
                json.put(name, values.isEmpty() ? "" : values.get(0));
            }
        });
        return json.put("Host", call().sender().host());
    }

    private void put(ObjectNode json, SdkField<?> field, Object value) {
        if (field.location() == MarshallLocation.PATH || field.location() == MarshallLocation.GREEDY_PATH) {
            json.set(field.memberName().equals("Bucket") ? "bucketName" : "key", node(value));
        } else if (field.containsTrait(PayloadTrait.class) && value instanceof SdkPojo document) {
            json.set(field.locationName(), new Document(call()).object(document));
        } else if (field.memberName().equals("Policy")) {
            json.set("bucketPolicy", parsed(String.valueOf(value)));
        } else if (field.location() == MarshallLocation.HEADER
                && field.locationName().startsWith("x-amz-")) {
            if (!field.locationName().contains("checksum")) {
                json.put(field.locationName(), String.valueOf(value));
            }
        }
    }

    private static JsonNode parsed(String policy) {
        try {
            return MAPPER.readTree(policy);
        } catch (JsonProcessingException notJson) {
            return JSON.textNode(policy);
        }
    }

    @Override
    JsonNode responseElements() {
        SdkPojo response = call().response();
        ObjectNode json = JSON.objectNode();
        if (response == null || EventKind.of("s3", call().operation()).management()) {
            return json;
        }
        for (SdkField<?> field : response.sdkFields()) {
            Object value = field.getValueOrDefault(response);
            if (value != null
                    && field.location() == MarshallLocation.HEADER
                    && field.locationName().startsWith("x-amz-")) {
                json.put(field.locationName(), String.valueOf(value));
            }
        }
        return json.put("x-amz-request-id", call().requestId());
    }

    /** A configuration, its names as in the XML that was sent. */
    private static final class Document extends CallJson {
        Document(ApiCall call) {
            super(call);
        }

        @Override
        String name(SdkField<?> field) {
            return field.locationName();
        }
    }
}
