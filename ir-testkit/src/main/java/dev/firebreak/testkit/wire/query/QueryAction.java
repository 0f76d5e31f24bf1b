package dev.firebreak.testkit.wire.query;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import dev.firebreak.testkit.wire.xml.XmlText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the two query protocols share: the {@code Action} parameter, and how answers are framed. */
final class QueryAction {
    /** Parameters of the protocol and of signatures in the URL, which no request object has. */
    private static final Set<String> OF_THE_PROTOCOL = Set.of(
            "Action",
            "Version",
            "AWSAccessKeyId",
            "SecurityToken",
            "Signature",
            "SignatureMethod",
            "SignatureVersion",
            "Timestamp",
            "Expires");

    private QueryAction() {}

    static String name(WireRequest http) {
        var action = http.form().get("Action");
        if (action == null || action.get(0).isEmpty()) {
            throw AwsError.of("MissingAction", "The request must contain the parameter Action");
        }
        return action.get(0);
    }

    static ParameterTree parameters(WireRequest http) {
        var parameters = new LinkedHashMap<>(http.form());
        parameters.keySet().removeIf(name -> OF_THE_PROTOCOL.contains(name) || name.startsWith("X-Amz-"));
        return ParameterTree.of(parameters);
    }

    static AwsError notImplemented(String action) {
        return AwsError.of("InvalidAction", "The action %s is not valid for this web service.", action);
    }

    static WireResponse answer(int status, String requestId, XmlText xml) {
        var headers = Map.of("Content-Type", "text/xml;charset=UTF-8", "x-amzn-RequestId", requestId);
        return new WireResponse(status, headers, xml.bytes());
    }

    /** The XML namespace of an answer, made, as the services do, from the version that the request names. */
    static String namespace(String prefix, WireRequest http) {
        return version(http)
                .filter(version -> version.matches("\\d{4}-\\d{2}-\\d{2}"))
                .map(version -> prefix + version + "/")
                .orElse(prefix);
    }

    private static Optional<String> version(WireRequest http) {
        try {
            return Optional.ofNullable(http.form().get("Version")).map(values -> values.get(0));
        } catch (AwsError broken) {
            // The form may be what the error to be written is about.
            return Optional.empty();
        }
    }
}
