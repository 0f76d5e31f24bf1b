package dev.firebreak.testkit.service.ec2.key;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ec2.Filters;
import dev.firebreak.testkit.service.ec2.Kind;
import dev.firebreak.testkit.service.ec2.Refusals;
import dev.firebreak.testkit.service.ec2.Tagging;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsResponse;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Key pairs for logging in to instances. EC2 keeps the public half alone. */
public final class KeyPairOperations {
    private static final String TYPE = "key-pair";
    private static final int LONGEST_NAME = 255;

    private KeyPairOperations() {}

    /** Adds the operations. */
    public static void addTo(Operations operations) {
        operations
                .on("CreateKeyPair", CreateKeyPairRequest::builder, KeyPairOperations::create)
                .on("ImportKeyPair", ImportKeyPairRequest::builder, KeyPairOperations::importKey)
                .on("DescribeKeyPairs", DescribeKeyPairsRequest::builder, KeyPairOperations::describe)
                .on("DeleteKeyPair", DeleteKeyPairRequest::builder, KeyPairOperations::delete);
    }

    private static CreateKeyPairResponse create(Call call, CreateKeyPairRequest request) {
        String name = newName(call, request.keyName());
        Tagging.check(request.tagSpecifications(), TYPE);
        if (!Objects.requireNonNullElse(request.keyFormatAsString(), "pem").equals("pem")) {
            throw AwsError.of("UnsupportedOperation", "Key format %s is not supported", request.keyFormatAsString());
        }
        NewKey key = make(Objects.requireNonNullElse(request.keyTypeAsString(), "rsa"));
        KeyPairInfo pair = put(call, name, key.publicKey(), key.fingerprint(), request.tagSpecifications());
        return CreateKeyPairResponse.builder()
                .keyPairId(pair.keyPairId())
                .keyName(name)
                .keyFingerprint(key.fingerprint())
                .keyMaterial(key.privateKey())
                .tags(call.region().ec2().tags().list(pair.keyPairId()))
                .build();
    }

    private static NewKey make(String type) {
        return switch (type) {
            case "rsa" -> NewKey.rsa();
            case "ed25519" -> NewKey.ed25519();
            default -> throw Refusals.value("Invalid value '%s' for keyType.", type);
        };
    }

    private static ImportKeyPairResponse importKey(Call call, ImportKeyPairRequest request) {
        String name = newName(call, request.keyName());
        Tagging.check(request.tagSpecifications(), TYPE);
        byte[] key = PublicKeys.read(Refusals.required(request.publicKeyMaterial(), "PublicKeyMaterial")
                .asUtf8String());
        KeyPairInfo pair = put(call, name, key, PublicKeys.fingerprint(key), request.tagSpecifications());
        return ImportKeyPairResponse.builder()
                .keyPairId(pair.keyPairId())
                .keyName(name)
                .keyFingerprint(pair.keyFingerprint())
                .tags(call.region().ec2().tags().list(pair.keyPairId()))
                .build();
    }

    private static String newName(Call call, String given) {
        String name = Refusals.required(given, "KeyName");
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Refusals.value("Value (%s) for parameter KeyName is invalid.", name);
        }
        if (KeyPairs.find(call, name).isPresent()) {
            throw AwsError.of("InvalidKeyPair.Duplicate", "The keypair '%s' already exists.", name);
        }
        return name;
    }

    private static KeyPairInfo put(
            Call call, String name, byte[] key, String fingerprint, List<TagSpecification> tags) {
        // The kind of key stands in its first part: ssh-rsa is seven letters long, ssh-ed25519 eleven.
        boolean rsa = key[3] == PublicKeys.RSA.length();
        KeyPairInfo pair = KeyPairInfo.builder()
                .keyPairId(call.world().ids().ec2("key"))
                .keyName(name)
                .keyType(rsa ? "rsa" : "ed25519")
                .keyFingerprint(fingerprint)
                .createTime(call.now())
                .publicKey((rsa ? PublicKeys.RSA : PublicKeys.ED25519) + " "
                        + Base64.getEncoder().encodeToString(key) + " " + name)
                .build();
        call.region().ec2().keyPairs().put(pair);
        Tagging.apply(call, tags, TYPE, pair.keyPairId());
        return pair;
    }

    private static DescribeKeyPairsResponse describe(Call call, DescribeKeyPairsRequest request) {
        var named = new ArrayList<KeyPairInfo>();
        request.keyNames().forEach(name -> named.add(KeyPairs.named(call, name)));
        if (named.isEmpty() || !request.keyPairIds().isEmpty()) {
            named.addAll(Kind.KEY_PAIR.get(call, request.keyPairIds()));
        }
        var filters = new Filters<>(call, KeyPairInfo::keyPairId)
                .on("key-pair-id", KeyPairInfo::keyPairId)
                .on("key-name", KeyPairInfo::keyName)
                .on("fingerprint", KeyPairInfo::keyFingerprint);
        boolean whole = Boolean.TRUE.equals(request.includePublicKey());
        return DescribeKeyPairsResponse.builder()
                .keyPairs(filters.select(named, request.filters()).stream()
                        .map(pair -> view(call, pair, whole))
                        .toList())
                .build();
    }

    private static KeyPairInfo view(Call call, KeyPairInfo pair, boolean whole) {
        return pair.copy(copy -> copy.tags(call.region().ec2().tags().list(pair.keyPairId()))
                .publicKey(whole ? pair.publicKey() : null));
    }

    /** A name that is not there is no mistake. */
    private static DeleteKeyPairResponse delete(Call call, DeleteKeyPairRequest request) {
        Optional<KeyPairInfo> found = request.keyPairId() == null
                ? KeyPairs.find(call, Refusals.required(request.keyName(), "KeyName"))
                : Optional.of(Kind.KEY_PAIR.get(call, request.keyPairId()));
        var state = call.region().ec2();
        found.ifPresent(pair -> {
            state.keyPairs().remove(pair.keyPairId());
            state.tags().forget(pair.keyPairId());
        });
        return DeleteKeyPairResponse.builder()
                .returnValue(true)
                .keyPairId(found.map(KeyPairInfo::keyPairId).orElse(null))
                .build();
    }
}
