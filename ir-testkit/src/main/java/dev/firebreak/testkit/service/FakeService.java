package dev.firebreak.testkit.service;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.world.World;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A fake AWS service: the name by which requests to it are signed, its protocol, and its operations. */
public interface FakeService {
    /** The name in the SigV4 credential scope, such as {@code ec2}, {@code iam} or {@code s3}. */
    String signingName();

    /** How the service speaks on the wire. */
    Protocol protocol();

    /** How it speaks to older clients besides; a request is taken to be in the first protocol that it fits. If not overridden, in no other way. */
    default Set<Protocol> alsoSpeaks() {
        return Set.of();
    }

    /** The implemented operations. */
    Operations operations();

    /**
     * Refuses a request whose digests do not fit its body; called under the world's monitor before the operation. If not
     * overridden, whatever came is right.
     *
     * @param headers the headers, found whatever the case of their name
     */
    default void checkBody(String operation, Map<String, List<String>> headers, byte[] body) {}

    /** Told once, before the first call, which world this service works in: the place to listen to {@link World#events()}. */
    default void attach(World world) {}

    /** What authorization must know of a resource of this service: its policy and its tags. Called under the world's monitor. */
    default ResourceFacts facts(World world, String arn) {
        return ResourceFacts.NONE;
    }

    /** The wire protocols of AWS services. */
    enum Protocol {
        EC2_QUERY,
        QUERY,
        /** The query protocol with the names that lists and maps have in SQS. */
        SQS_QUERY,
        REST_XML,
        JSON_1_0,
        JSON_1_1,
        REST_JSON
    }
}
