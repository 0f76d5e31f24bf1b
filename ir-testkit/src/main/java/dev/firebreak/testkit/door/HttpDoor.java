package dev.firebreak.testkit.door;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.firebreak.testkit.pipeline.Dispatcher;
import java.net.URI;
import java.util.concurrent.CountDownLatch;

/** An HTTP server on the loopback interface, for clients in any language. */
public final class HttpDoor implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final WireMockServer server;
    private final CountDownLatch closing;

    private HttpDoor(WireMockServer server, CountDownLatch closing) {
        this.server = server;
        this.closing = closing;
    }

    /**
     * Opens the door.
     *
     * @param port the TCP port, or 0 for a free one
     */
    public static HttpDoor open(Dispatcher dispatcher, int port) {
        var closing = new CountDownLatch(1);
        WireMockConfiguration configuration = options()
                .bindAddress(LOOPBACK)
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .gzipDisabled(true)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                .httpServerFactory(LoopbackServer::new)
                .extensions(new DispatchingTransformer(dispatcher, closing));
        var server = new WireMockServer(port == 0 ? configuration.dynamicPort() : configuration.port(port));
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(DispatchingTransformer.NAME)));
        server.start();
        return new HttpDoor(server, closing);
    }

    /** The address of the server, such as {@code http://127.0.0.1:4566}. */
    public URI endpoint() {
        return URI.create("http://" + LOOPBACK + ":" + server.port());
    }

    /** Stops the server. */
    @Override
    public void close() {
        closing.countDown();
        server.stop();
    }
}
