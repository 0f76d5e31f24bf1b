package dev.firebreak.testkit.authorization;

import dev.firebreak.testkit.pipeline.Invocation;
import java.util.List;

/** Encrypting anew takes two keys, each of which must allow its part. */
final class KeyDemands {
    private KeyDemands() {}

    static List<Demand> reEncrypt(Invocation invocation) {
        var resources = new Resources(invocation);
        return List.of(
                new Demand("kms:ReEncryptFrom", resources.key("SourceKeyId")),
                new Demand("kms:ReEncryptTo", resources.key("DestinationKeyId")));
    }
}
