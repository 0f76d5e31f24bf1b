package dev.firebreak.testkit.pipeline;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.FakeService.Protocol;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.wire.WireProtocol;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;

/** The answer to a request for a service that is not faked: an AWS error, in the shape that the request suggests. */
final class UnknownService {
    private UnknownService() {}

    static AwsError error(String service) {
        return new AwsError(
                "UnknownOperationException", 501, "FakeAws does not implement the service '" + service + "'");
    }

    static WireResponse answer(WireRequest http, AwsError error, String requestId) {
        boolean json = http.header("Content-Type").orElse("").contains("json");
        var plain = http.withBody(http.headers(), new byte[0]);
        return WireProtocol.of(json ? Protocol.JSON_1_1 : Protocol.QUERY, new Operations())
                .error(new WireProtocol.Exchange(plain, "unknown", "", requestId), error);
    }
}
