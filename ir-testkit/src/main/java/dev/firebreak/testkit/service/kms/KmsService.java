package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.kms.crypto.CipherOperations;
import dev.firebreak.testkit.service.kms.crypto.DataKeyOperations;
import dev.firebreak.testkit.service.kms.crypto.MacOperations;
import dev.firebreak.testkit.service.kms.crypto.SignatureOperations;
import dev.firebreak.testkit.world.World;

/** AWS KMS: keys whose cryptography is real, their states, aliases, policies and grants. */
public final class KmsService implements FakeService {
    private final Operations operations = Operations.lazily(KmsService::addAll);

    /** The service; all its state lies in the world. */
    public KmsService() {}

    private static void addAll(Operations operations) {
        KeyOperations.addTo(operations);
        KeyStateOperations.addTo(operations);
        RotationOperations.addTo(operations);
        Aliases.addTo(operations);
        KeyPolicies.addTo(operations);
        KeyTags.addTo(operations);
        GrantOperations.addTo(operations);
        CipherOperations.addTo(operations);
        DataKeyOperations.addTo(operations);
        SignatureOperations.addTo(operations);
        MacOperations.addTo(operations);
    }

    @Override
    public String signingName() {
        return "kms";
    }

    @Override
    public Protocol protocol() {
        return Protocol.JSON_1_1;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        return KmsKeys.byArn(world, arn).map(KeyAccess::facts).orElse(ResourceFacts.NONE);
    }
}
