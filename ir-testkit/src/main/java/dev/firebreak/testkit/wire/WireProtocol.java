package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.json.JsonRpcProtocol;
import dev.firebreak.testkit.wire.query.AwsQueryProtocol;
import dev.firebreak.testkit.wire.query.Ec2QueryProtocol;
import dev.firebreak.testkit.wire.rest.RestJsonProtocol;
import dev.firebreak.testkit.wire.rest.RestXmlProtocol;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * One wire protocol of AWS: how a request names its operation, and how requests, answers and errors are written.
 *
 * <p>Threading: implementations hold nothing that changes.
 */
public interface WireProtocol {
    /**
     * The name of the operation that a request asks for, whether implemented or not; as the request words it when it is
     * not.
     *
     * @throws AwsError when the request names none
     */
    String operation(WireRequest http);

    /** Whether the request is in this protocol: asked only of services that speak several. If not overridden, it is. */
    default boolean fits(WireRequest http) {
        return true;
    }

    /**
     * Reads a request into the SDK's request object.
     *
     * @throws AwsError when a parameter is unknown or malformed
     */
    Reading read(WireRequest http, Operations.Operation<?> operation);

    /** Writes an answer. */
    WireResponse write(Exchange exchange, Operations.Result result);

    /** Writes an error in this protocol's own shape. */
    WireResponse error(Exchange exchange, AwsError error);

    /** The error that this protocol gives for an operation that does not exist. */
    AwsError notImplemented(String operation);

    /** The error that this protocol gives when the service itself fails. */
    AwsError internalFailure();

    /**
     * A request that was read.
     *
     * @param request the typed request
     * @param body the bytes of a streaming request; empty for all others
     */
    @SuppressWarnings("ArrayRecordComponent") // carried, never compared
    record Reading(AwsRequest request, byte[] body) {}

    /**
     * What an answer repeats of its request.
     *
     * @param http the request
     * @param service the signing name of the service
     * @param operation the operation's name
     * @param requestId the id that the answer carries
     */
    record Exchange(WireRequest http, String service, String operation, String requestId) {}

    /** The implementation of a protocol, for a service with these operations. */
    static WireProtocol of(FakeService.Protocol protocol, Operations operations) {
        return switch (protocol) {
            case EC2_QUERY -> new Ec2QueryProtocol();
            case QUERY -> new AwsQueryProtocol(CollectionForm.AS_MODELLED);
            case SQS_QUERY -> new AwsQueryProtocol(CollectionForm.FLAT_SINGULAR);
            case REST_XML -> new RestXmlProtocol(operations);
            case REST_JSON -> new RestJsonProtocol(operations);
            case JSON_1_0, JSON_1_1 -> new JsonRpcProtocol(protocol);
        };
    }
}
