package dev.firebreak.testkit.wire;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import software.amazon.awssdk.awscore.AwsRequest;

/**
 * One wire protocol of AWS: how a request names its operation, and how requests, answers and errors are written.
 *
 * <p>Threading: implementations hold no state.
 */
public interface WireProtocol {
    /**
     * The name of the operation that a request asks for, whether implemented or not; as the request words it when it is
     * not.
     *
     * @throws AwsError when the request names none
     */
    String operation(WireRequest http, Operations operations);

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

    /**
     * The implementation of a protocol.
     *
     * @throws IllegalArgumentException when this version does not speak it
     */
    static WireProtocol of(FakeService.Protocol protocol) {
        return switch (protocol) {
            case EC2_QUERY -> new Ec2QueryProtocol();
            case QUERY -> new AwsQueryProtocol();
            case REST_XML -> new RestXmlProtocol();
            case JSON_1_0, JSON_1_1, REST_JSON ->
                throw new IllegalArgumentException("Cannot serve protocol: not supported (" + protocol + ")");
        };
    }
}
