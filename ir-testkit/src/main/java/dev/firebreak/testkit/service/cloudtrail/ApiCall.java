package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.ObservedCall;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;

/**
 * A call to an API. Of reads the answer is not kept, as CloudTrail does not record it.
 *
 * @param service the signing name of the service
 * @param operation the operation
 * @param requestId the request id
 * @param sender what HTTP tells of the sender
 * @param request the request
 * @param response the answer; null when it is not recorded
 * @param error the refusal; null when there is none
 * @param owners the accounts of the caller and of the resource
 */
record ApiCall(
        String service,
        String operation,
        String requestId,
        ObservedCall.Sender sender,
        AwsRequest request,
        @Nullable AwsResponse response,
        @Nullable AwsError error,
        Owners owners)
        implements RecordedEvent.Content {
    private static final Set<String> ANSWERED_READS = Set.of(
            "AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity", "GetSessionToken", "GetFederationToken");

    /**
     * Whose the call and its resource are.
     *
     * @param caller the account of the caller
     * @param resource the account of the resource
     */
    record Owners(String caller, String resource) {}

    static ApiCall of(ObservedCall observed, EventKind kind, Owners owners) {
        boolean kept = !kind.readOnly() || ANSWERED_READS.contains(observed.operation());
        return new ApiCall(
                observed.service(),
                observed.operation(),
                observed.call().requestId(),
                observed.sender(),
                observed.request(),
                kept ? observed.response() : null,
                observed.error(),
                owners);
    }

    @Override
    public void describe(ObjectNode event) {
        event.put("sourceIPAddress", sender.address()).put("userAgent", sender.userAgent());
        if (error != null) {
            event.put("errorCode", errorCode(error.code()));
            event.put("errorMessage", error.message());
        }
        CallJson json = CallJson.of(this);
        event.set("requestParameters", orNull(json.requestParameters()));
        event.set("responseElements", orNull(json.responseElements()));
        if (service.equals("s3")) {
            event.putObject("additionalEventData")
                    .put("SignatureVersion", "SigV4")
                    .put("CipherSuite", "TLS_AES_128_GCM_SHA256")
                    .put(
                            "AuthenticationMethod",
                            sender.query().containsKey("X-Amz-Signature") ? "QueryString" : "AuthHeader");
        }
        event.put("requestID", requestId);
    }

    @Override
    public void conclude(ObjectNode event) {
        ArrayNode named = EventResources.named(this);
        if (!named.isEmpty()) {
            event.set("resources", named);
        }
        event.put("eventType", "AwsApiCall");
        event.putObject("tlsDetails")
                .put("tlsVersion", "TLSv1.3")
                .put("cipherSuite", "TLS_AES_128_GCM_SHA256")
                .put("clientProvidedHostHeader", sender.host());
    }

    @Override
    public Iterable<EventResources.Resource> resources() {
        return EventResources.of(this);
    }

    private static JsonNode orNull(JsonNode json) {
        return json.isEmpty() ? NullNode.getInstance() : json;
    }

    /** Throttling is the client's fault, whatever its status says. */
    private boolean isServers(String code) {
        return error != null && error.status() >= 500 && !code.equals("RequestLimitExceeded");
    }

    /** CloudTrail prefixes the codes of EC2 with the side at fault, and names those of IAM and STS for their exceptions. */
    private String errorCode(String code) {
        return switch (service) {
            case "ec2" -> (isServers(code) ? "Server." : "Client.") + code;
            case "iam", "sts" ->
                code.startsWith("AccessDenied") || code.startsWith("Throttling") || code.endsWith("Exception")
                        ? code
                        : code.replaceFirst("Error$", "") + "Exception";
            default -> code;
        };
    }
}
