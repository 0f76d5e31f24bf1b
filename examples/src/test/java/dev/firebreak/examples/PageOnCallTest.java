package dev.firebreak.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.firebreak.Containment;
import dev.firebreak.ContainmentReport;
import dev.firebreak.StepStatus;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Provider;
import dev.firebreak.spi.StepHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageOnCallTest {
    private final Map<String, String> pages = new ConcurrentHashMap<>();
    private HttpServer webhook;
    private int failWith;

    @BeforeEach
    void startWebhook() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/pages/", this::answer);
        webhook.start();
    }

    @AfterEach
    void stopWebhook() {
        webhook.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String incident = exchange.getRequestURI().getPath().substring("/pages/".length());
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        int status = failWith;
        if (status == 0) {
            status = switch (exchange.getRequestMethod()) {
                case "GET" -> pages.containsKey(incident) ? 200 : 404;
                case "PUT" -> pages.put(incident, body) == null ? 201 : 200;
                default -> pages.remove(incident) == null ? 404 : 204;
            };
        }
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private ContainmentReport page() {
        var action = new PageOnCall(
                URI.create("http://127.0.0.1:" + webhook.getAddress().getPort() + "/"));
        // region registration
        Containment containment = Containment.builder()
                .provider(new Desk())
                .handler(action)
                .journal(InMemoryJournal.create())
                .build();
        // endregion
        return containment
                .incident("IR-7")
                .contain(new Laptop("l-1"), action)
                .plan()
                .execute();
    }

    @Test
    void execute_webhookUp_pagesAndReleaseResolves() {
        ContainmentReport report = page();

        assertThat(report.isContained()).isTrue();
        assertThat(pages.get("IR-7")).contains("\"severity\":\"HIGH\"");
        assertThat(report.release().isRestored()).isTrue();
        assertThat(pages).isEmpty();
    }

    @Test
    void execute_alreadyPaged_leavesThePageAlone() {
        pages.put("IR-7", "by someone else");

        ContainmentReport report = page();

        assertThat(report.results().get(0).status()).isEqualTo(StepStatus.UNCHANGED);
        report.release();
        assertThat(pages).containsEntry("IR-7", "by someone else");
    }

    @Test
    void execute_webhookRefuses_saysSo() {
        failWith = 503;

        assertThat(page().results().get(0).message()).contains("answered 503");
    }

    private record Laptop(String id) implements Target {
        @Override
        public String provider() {
            return "desk";
        }

        @Override
        public String type() {
            return "laptop";
        }
    }

    private static final class Desk implements Provider {
        @Override
        public String name() {
            return "desk";
        }

        @Override
        public TargetRef resolve(Target target) {
            return new TargetRef("desk", "", "", target.type(), target.id());
        }

        @Override
        public List<StepHandler<?>> handlers() {
            return List.of();
        }
    }
}
