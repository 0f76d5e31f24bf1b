package dev.firebreak.testkit.guest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.firebreak.testkit.world.Region;
import dev.firebreak.testkit.world.ec2.Ec2Instance;
import dev.firebreak.testkit.world.iam.IamRole;
import dev.firebreak.testkit.world.iam.Session;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;

/**
 * The instance metadata service of one instance, at 169.254.169.254.
 *
 * <p>It hands out credentials of the role in the instance profile for as long as one is associated, and new ones at least five
 * minutes before the old ones end (EC2 User Guide, "IAM roles for Amazon EC2").
 */
public final class Imds {
    private static final Duration SESSION = Duration.ofHours(6);
    private static final Duration RENEWED_BEFORE_END = Duration.ofMinutes(5);
    private static final int LONGEST_TOKEN_SECONDS = 21_600;
    private static final String ROLES = "iam/security-credentials/";

    private final Region region;
    private final Ec2Instance instance;
    private final Map<String, Instant> tokens = new HashMap<>();
    private @Nullable Session session;

    Imds(Region region, Ec2Instance instance) {
        this.region = region;
        this.instance = instance;
    }

    /**
     * An answer of the service.
     *
     * @param status the HTTP status
     * @param body the text; empty for an error
     */
    public record Answer(int status, String body) {
        static Answer refused(int status) {
            return new Answer(status, "");
        }
    }

    /** Whether the endpoint is enabled, so that anything answers at all. */
    public boolean isEnabled() {
        return options()
                        .map(InstanceMetadataOptionsResponse::httpEndpoint)
                        .filter(InstanceMetadataEndpointState.DISABLED::equals)
                        .isEmpty()
                && instance.in(region.world().now(), InstanceStateName.RUNNING);
    }

    /** Asks for a session token: {@code PUT /latest/api/token}, from the instance itself. */
    public Answer token(int seconds) {
        return token(seconds, 1);
    }

    /** Asks for a session token from so many network hops away; 2 is a container on the instance. */
    public Answer token(int seconds, int hops) {
        if (!isEnabled() || hops > hopLimit()) {
            // The answer's hop limit is used up on the way: nothing arrives.
            return Answer.refused(0);
        }
        if (seconds < 1 || seconds > LONGEST_TOKEN_SECONDS) {
            return Answer.refused(400);
        }
        String token = "AQAAA" + region.world().ids().secret(51) + "==";
        tokens.put(token, region.world().now().plusSeconds(seconds));
        return new Answer(200, token);
    }

    /** Reads metadata without a token, as IMDSv1 did. */
    public Answer get(String path) {
        boolean required = options()
                .map(InstanceMetadataOptionsResponse::httpTokens)
                .filter(HttpTokensState.REQUIRED::equals)
                .isPresent();
        return !isEnabled() ? Answer.refused(0) : required ? Answer.refused(401) : answer(path);
    }

    /** Reads metadata with a token. */
    public Answer get(String path, String token) {
        Instant end = tokens.getOrDefault(token, Instant.MIN);
        if (!isEnabled()) {
            return Answer.refused(0);
        }
        return region.world().now().isBefore(end) ? answer(path) : Answer.refused(401);
    }

    /** The session whose credentials the service hands out now; empty when there is no role. */
    public Optional<Session> credentials() {
        return Instances.role(region, instance.id()).map(this::current);
    }

    /** The name of the role whose credentials the service hands out now; empty when there is none. */
    public Optional<String> role() {
        return Instances.role(region, instance.id()).map(IamRole::name);
    }

    private Session current(IamRole role) {
        Instant now = region.world().now();
        Session held = session;
        boolean stale = held == null
                || !held.caller().principalId().equals(role.id())
                || !now.isBefore(held.expires().minus(RENEWED_BEFORE_END));
        if (stale) {
            session = region.world().credentials().assume(role, instance.id(), SESSION, Session.Context.NONE);
        }
        return Objects.requireNonNull(session);
    }

    private Answer answer(String path) {
        String wanted = path.replaceFirst("^/?latest/meta-data/", "");
        if (wanted.startsWith(ROLES)) {
            return role(wanted.substring(ROLES.length()));
        }
        return Optional.ofNullable(facts().get(wanted))
                .map(text -> new Answer(200, text))
                .orElse(Answer.refused(404));
    }

    private Answer role(String name) {
        Optional<IamRole> role = Instances.role(region, instance.id());
        if (name.isEmpty()) {
            return role.map(held -> new Answer(200, held.name())).orElse(Answer.refused(404));
        }
        return role.filter(held -> held.name().equals(name))
                .map(held -> new Answer(200, json(current(held)).toPrettyString()))
                .orElse(Answer.refused(404));
    }

    private static ObjectNode json(Session session) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("Code", "Success")
                .put(
                        "LastUpdated",
                        session.issued().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("Type", "AWS-HMAC")
                .put("AccessKeyId", session.accessKeyId())
                .put("SecretAccessKey", session.secret())
                .put("Token", session.token())
                .put(
                        "Expiration",
                        session.expires().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private Map<String, String> facts() {
        var facts = new HashMap<String, String>();
        facts.put("instance-id", instance.id());
        facts.put("ami-id", instance.launched().imageId());
        facts.put("instance-type", instance.launched().instanceTypeAsString());
        facts.put("placement/region", region.name());
        facts.put("placement/availability-zone", instance.launched().placement().availabilityZone());
        Instances.interfaces(region, instance.id()).stream().findFirst().ifPresent(eni -> {
            facts.put("mac", eni.macAddress());
            facts.put("local-ipv4", eni.privateIpAddress());
        });
        return facts;
    }

    private int hopLimit() {
        return options()
                .map(InstanceMetadataOptionsResponse::httpPutResponseHopLimit)
                .orElse(1);
    }

    private Optional<InstanceMetadataOptionsResponse> options() {
        return Optional.ofNullable(instance.launched().metadataOptions());
    }
}
