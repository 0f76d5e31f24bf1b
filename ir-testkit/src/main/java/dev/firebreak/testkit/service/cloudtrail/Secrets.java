package dev.firebreak.testkit.service.cloudtrail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What CloudTrail does not write down: left out, or replaced by a word that says so. */
final class Secrets {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Set<String> LEFT_OUT = Set.of(
            "SecretAccessKey",
            "Password",
            "NewPassword",
            "OldPassword",
            "RandomPassword",
            "SecretString",
            "SecretBinary",
            "Plaintext",
            "CiphertextBlob",
            "PrivateKeyPlaintext",
            "PrivateKey",
            "Base32StringSeed",
            "QRCodePNG",
            "AuthenticationCode1",
            "AuthenticationCode2",
            "TokenCode",
            "Body",
            "ZipFile",
            "Payload",
            "Environment");
    private static final Map<String, String> HIDDEN = Map.of(
            "MasterUserPassword", "****",
            "UserData", "<sensitiveDataRemoved>",
            "KeyMaterial", "<sensitiveDataRemoved>",
            "PutParameter.Value", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "SendCommand.Parameters", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "SendCommand.StandardOutputContent", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "Publish.Message", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "SendMessage.MessageBody", "HIDDEN_DUE_TO_SECURITY_REASONS",
            "StartQuery.QueryString", "HIDDEN_DUE_TO_SECURITY_REASONS");

    private Secrets() {}

    /** What stands in place of a member of a call; a missing node when nothing does; empty when it is no secret. */
    static Optional<JsonNode> hidden(String operation, String member) {
        if (LEFT_OUT.contains(member)) {
            return Optional.of(JSON.missingNode());
        }
        return Optional.ofNullable(HIDDEN.getOrDefault(operation + "." + member, HIDDEN.get(member)))
                .map(JSON::textNode);
    }
}
