package dev.firebreak.testkit.door;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.firebreak.testkit.pipeline.ConnectionDropped;
import dev.firebreak.testkit.pipeline.Dispatcher;
import dev.firebreak.testkit.wire.FormText;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Answers WireMock's requests from the dispatcher. */
final class DispatchingTransformer implements ResponseDefinitionTransformerV2 {
    static final String NAME = "fake-aws";

    private final Dispatcher dispatcher;

    DispatchingTransformer(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        try {
            return definition(dispatcher.dispatch(wire(event.getRequest())));
        } catch (ConnectionDropped dropped) {
            return new ResponseDefinitionBuilder()
                    .withFault(Fault.CONNECTION_RESET_BY_PEER)
                    .build();
        }
    }

    private static ResponseDefinition definition(WireResponse answer) {
        var definition =
                new ResponseDefinitionBuilder().withStatus(answer.status()).withBody(answer.body());
        answer.headers().forEach((name, value) -> definition.withHeader(name, value));
        return definition.build();
    }

    private static WireRequest wire(Request request) {
        String[] target = request.getUrl().split("\\?", 2);
        Map<String, List<String>> query = target.length < 2 ? Map.of() : FormText.parseLeniently(target[1]);
        byte[] body = request.getBody();
        return new WireRequest(
                request.getMethod().getName(), target[0], query, headers(request), body == null ? new byte[0] : body);
    }

    private static Map<String, List<String>> headers(Request request) {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (HttpHeader header : request.getHeaders().all()) {
            headers.put(header.key(), header.values());
        }
        return headers;
    }
}
