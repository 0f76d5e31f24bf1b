package dev.firebreak.testkit.guest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ServiceState;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.Session;
import java.net.URI;
import java.util.Map;

/** How the guests of a world reach what lies outside them. */
public final class GuestNetwork implements ServiceState {
    private Path path = (region, instanceId, host, port) -> false;
    private Web web = (method, address, headers, body) -> new Answer(503, new byte[0]);

    private Storage storage = (region, session, bucket, key, content) -> {
        throw new IllegalStateException("Cannot store " + key + ": there is no S3 in this world");
    };

    private GuestNetwork() {}

    /** The network of a world's guests. */
    public static GuestNetwork of(World world) {
        return world.state(GuestNetwork.class, made -> new GuestNetwork());
    }

    /** Says whether packets get through. */
    @FunctionalInterface
    public interface Path {
        /** Whether an instance can open a connection to a TCP port of a public AWS endpoint. */
        boolean isOpen(Region region, String instanceId, String host, int port);
    }

    /** Sends HTTP requests into the world. */
    @FunctionalInterface
    public interface Web {
        /** Sends a request and waits for its answer. */
        Answer send(String method, URI address, Map<String, String> headers, byte[] body);
    }

    /** Puts objects into S3. */
    @FunctionalInterface
    public interface Storage {
        /** Puts an object with the credentials of a session; answers whether S3 took it. */
        boolean put(Region region, Session session, String bucket, String key, byte[] content);
    }

    /**
     * An HTTP answer.
     *
     * @param status the status
     * @param body the bytes
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    public record Answer(int status, byte[] body) {}

    /** Sets what decides whether packets get through. If not set, none do. */
    public void path(Path value) {
        path = value;
    }

    /** Sets what carries HTTP requests. */
    public void web(Web value) {
        web = value;
    }

    /** Sets what puts objects into S3. */
    public void storage(Storage value) {
        storage = value;
    }

    /** Where guests put objects. */
    public Storage storage() {
        return storage;
    }

    /** Whether an instance can open a connection. */
    public boolean isOpen(Region region, String instanceId, String host, int port) {
        return path.isOpen(region, instanceId, host, port);
    }

    /** Sends a request from a guest. */
    public Answer send(String method, URI address, Map<String, String> headers, byte[] body) {
        return web.send(method, address, headers, body);
    }

    @Override
    public JsonNode snapshot() {
        return JsonNodeFactory.instance.objectNode();
    }
}
