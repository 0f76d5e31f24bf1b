package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.Operations;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.traits.PayloadTrait;

/** Writes one REST answer: status, headers and body. */
final class RestXmlWriter {
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

    /** Root elements whose names do not follow from the operation's. */
    private static final Map<String, String> ROOTS = Map.of(
            "ListBuckets", "ListAllMyBucketsResult",
            "ListObjects", "ListBucketResult",
            "ListObjectsV2", "ListBucketResult",
            "ListObjectVersions", "ListVersionsResult",
            "CreateMultipartUpload", "InitiateMultipartUploadResult",
            "DeleteObjects", "DeleteResult",
            "ListParts", "ListPartsResult");

    private final WireProtocol.Exchange exchange;
    private final SdkPojo response;
    private final byte[] stream;
    private final Map<String, String> headers = new LinkedHashMap<>();

    RestXmlWriter(WireProtocol.Exchange exchange, Operations.Result result) {
        this.exchange = exchange;
        this.response = result.response();
        this.stream = result.body();
    }

    WireResponse write() {
        headers.put("x-amz-request-id", exchange.requestId());
        headers.put("x-amz-id-2", exchange.requestId());
        response.sdkFields().stream()
                .filter(field -> field.location() == MarshallLocation.HEADER && !Pojos.isUnset(field, response))
                .forEach(field -> header(field, field.getValueOrDefault(response)));
        byte[] body = stream.length > 0 ? stream : payload();
        if (!exchange.http().method().equals("HEAD")) {
            headers.put("Content-Length", String.valueOf(body.length));
        }
        return new WireResponse(status(body), headers, body);
    }

    private int status(byte[] body) {
        if (headers.containsKey("Content-Range")) {
            return 206;
        }
        boolean deletes = exchange.http().method().equals("DELETE");
        return deletes && body.length == 0 ? 204 : 200;
    }

    private void header(SdkField<?> field, Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, text) -> put(field.unmarshallLocationName() + name, String.valueOf(text)));
        } else if (value instanceof List<?> list) {
            put(
                    field.unmarshallLocationName(),
                    String.join(",", list.stream().map(String::valueOf).toList()));
        } else {
            put(field.unmarshallLocationName(), Scalars.print(field, value));
        }
    }

    /** A line break in stored metadata must not become a header of its own. */
    private void put(String name, String value) {
        headers.put(name.replaceAll("[^!-9;-~]", "_"), value.replaceAll("\\p{Cntrl}", " "));
    }

    private byte[] payload() {
        if (exchange.operation().equals("GetBucketLocation")) {
            return location(response.sdkFields().get(0));
        }
        Optional<SdkField<?>> whole = response.sdkFields().stream()
                .filter(field -> field.containsTrait(PayloadTrait.class))
                .findFirst();
        if (whole.isPresent()) {
            return Pojos.isUnset(whole.get(), response) ? new byte[0] : whole(whole.get());
        }
        boolean hasMembers =
                response.sdkFields().stream().anyMatch(field -> field.location() == MarshallLocation.PAYLOAD);
        return hasMembers ? members() : new byte[0];
    }

    private byte[] whole(SdkField<?> field) {
        Object value = field.getValueOrDefault(response);
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof SdkBytes bytes) {
            return bytes.asByteArray();
        }
        XmlText xml = root(field.unmarshallLocationName());
        new XmlFields(xml).members((SdkPojo) value);
        return xml.close().bytes();
    }

    private byte[] members() {
        XmlText xml = root(ROOTS.getOrDefault(exchange.operation(), exchange.operation() + "Result"));
        new XmlFields(xml).members(response);
        return xml.close().bytes();
    }

    /** The one answer of S3 that is a bare value in an element; an empty one for us-east-1. */
    private byte[] location(SdkField<?> only) {
        Object value = Pojos.isUnset(only, response) ? "" : only.getValueOrDefault(response);
        return root("LocationConstraint").text(String.valueOf(value)).close().bytes();
    }

    private XmlText root(String name) {
        headers.put("Content-Type", "application/xml");
        return new XmlText().open(name).attribute("xmlns", NAMESPACE);
    }
}
