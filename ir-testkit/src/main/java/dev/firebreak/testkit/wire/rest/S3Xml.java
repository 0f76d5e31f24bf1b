package dev.firebreak.testkit.wire.rest;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.wire.Pojos;
import dev.firebreak.testkit.wire.xml.XmlFields;
import dev.firebreak.testkit.wire.xml.XmlNode;
import dev.firebreak.testkit.wire.xml.XmlReader;
import dev.firebreak.testkit.wire.xml.XmlText;
import java.util.Map;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** XML bodies in the dialect of S3. */
final class S3Xml implements RestBody {
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

    @Override
    public String contentType() {
        return "application/xml";
    }

    @Override
    public void readMembers(SdkPojo builder, byte[] body) {
        XmlReader.payload(builder, parse(body));
    }

    @Override
    public Object readStructure(Supplier<? extends SdkPojo> maker, byte[] body) {
        return XmlReader.pojo(maker, parse(body));
    }

    private static XmlNode parse(byte[] body) {
        try {
            return XmlNode.parse(body);
        } catch (XMLStreamException malformed) {
            throw AwsError.of(
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
    }

    @Override
    public byte[] writeMembers(String operation, SdkPojo response) {
        return writeStructure(ROOTS.getOrDefault(operation, operation + "Result"), response);
    }

    @Override
    public byte[] writeStructure(String name, SdkPojo structure) {
        XmlText xml = root(name);
        new XmlFields(xml).members(structure);
        return xml.close().bytes();
    }

    /** The one answer of S3 that is a bare value in an element; an empty one for us-east-1. */
    static byte[] location(SdkPojo response) {
        SdkField<?> only = response.sdkFields().get(0);
        Object value = Pojos.isUnset(only, response) ? "" : only.getValueOrDefault(response);
        return root("LocationConstraint").text(String.valueOf(value)).close().bytes();
    }

    private static XmlText root(String name) {
        return new XmlText().open(name).attribute("xmlns", NAMESPACE);
    }
}
