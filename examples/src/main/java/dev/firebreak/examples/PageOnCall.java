package dev.firebreak.examples;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.Action;
import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.StepFailedException;
import dev.firebreak.Target;
import dev.firebreak.TargetRef;
import dev.firebreak.spi.CanonicalJson;
import dev.firebreak.spi.PlanContext;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/**
 * An action of an application's own: pages the person on call through a webhook, and resolves the page at release.
 *
 * <p>The webhook keeps one page per incident: {@code GET /pages/{incident}} answers it or 404, {@code PUT} opens it, {@code DELETE}
 * resolves it. Register it with {@code Containment.builder().handler(pageOnCall)}.
 */
public final class PageOnCall implements Action<Target>, StepHandler<PageOnCall.Page> {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final URI webhook;

    /** Pages through the webhook at this address. */
    public PageOnCall(URI webhook) {
        this.webhook = webhook;
    }

    /**
     * The page of an incident.
     *
     * @param open whether somebody is being paged
     */
    public record Page(boolean open) {}

    // region plan
    @Override
    public List<Step> plan(Target target, PlanContext context) {
        String incident = context.incident().id();
        return List.of(Step.builder(kind(), new TargetRef("webhook", "", "", "page", incident))
                .target(context.resolve(target))
                .putParameters("title", context.incident().title())
                .phase(Phase.VOLATILE_EVIDENCE)
                .summary("Page the person on call about " + incident)
                .build());
    }
    // endregion

    // region handler
    @Override
    public String kind() {
        return "example.page-on-call";
    }

    @Override
    public Class<Page> stateType() {
        return Page.class;
    }

    @Override
    public Page observe(StepContext context) {
        int status = send(context, "GET", CanonicalJson.object());
        return new Page(status != 404);
    }

    @Override
    public void apply(StepContext context, Page before) {
        ObjectNode page = CanonicalJson.object();
        page.put("title", context.parameter("title"));
        page.put("severity", context.incident().severity().name());
        page.put("idempotencyKey", context.clientToken());
        send(context, "PUT", page);
    }

    @Override
    public boolean verify(StepContext context, Page now) {
        return now.open();
    }

    @Override
    public void revert(StepContext context, Page before, Page now) {
        send(context, "DELETE", CanonicalJson.object());
    }
    // endregion

    private int send(StepContext context, String method, JsonNode body) {
        URI page = webhook.resolve("pages/" + context.step().resource().id());
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(CanonicalJson.text(body)))
                .build();
        try {
            HttpResponse<Void> answer = client.send(request, BodyHandlers.discarding());
            if (answer.statusCode() >= 300 && answer.statusCode() != 404) {
                throw new StepFailedException("Cannot page: " + page + " answered " + answer.statusCode());
            }
            return answer.statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StepFailedException("Cannot page: interrupted");
        }
    }
}
