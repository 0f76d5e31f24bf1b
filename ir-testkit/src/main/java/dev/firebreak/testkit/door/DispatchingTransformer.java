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
import dev.firebreak.testkit.wire.Delivery;
import dev.firebreak.testkit.wire.FormText;
import dev.firebreak.testkit.wire.WireRequest;
import dev.firebreak.testkit.wire.WireResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers WireMock's requests from the dispatcher. */
final class DispatchingTransformer implements ResponseDefinitionTransformerV2 {
    static final String NAME = "fake-aws";

    private static final int PIECES = 4;

    /** Longer than clients wait: the SDK for half a minute, the AWS CLI for a whole one. */
    private static final long SILENCE_SECONDS = 90;

    private final Dispatcher dispatcher;
    private final CountDownLatch closing;

    /** @param closing ends all silence when the door is closed */
    DispatchingTransformer(Dispatcher dispatcher, CountDownLatch closing) {
        this.dispatcher = dispatcher;
        this.closing = closing;
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
            return broken(dropped.manner());
        }
    }

    private ResponseDefinition broken(ConnectionDropped.Manner manner) {
        if (manner == ConnectionDropped.Manner.SILENT) {
            keepSilent();
        }
        boolean reset = manner == ConnectionDropped.Manner.RESET;
        return new ResponseDefinitionBuilder()
                .withFault(reset ? Fault.CONNECTION_RESET_BY_PEER : Fault.EMPTY_RESPONSE)
                .build();
    }

    @SuppressWarnings("ReturnValueIgnored") // whether time ran out or the door closes, the silence is over
    private void keepSilent() {
        try {
            closing.await(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ResponseDefinition definition(WireResponse answer) {
        Delivery delivery = answer.delivery();
        var definition =
                new ResponseDefinitionBuilder().withStatus(answer.status()).withBody(delivery.arriving(answer.body()));
        answer.headers().forEach((name, value) -> definition.withHeader(name, value));
        if (delivery.breaksOff()) {
            definition.withHeader("Content-Length", Integer.toString(answer.body().length));
        }
        // In pieces the body is flushed, so that the client has seen its head when it ends too early.
        if (delivery.isSlow() || delivery.breaksOff()) {
            definition.withChunkedDribbleDelay(PIECES, (int) delivery.lasting().toMillis());
        }
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
