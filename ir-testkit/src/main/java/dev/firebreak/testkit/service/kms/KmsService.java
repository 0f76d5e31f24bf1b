package dev.firebreak.testkit.service.kms;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** AWS KMS: keys whose cryptography is real, their states, aliases, policies and grants. */
public final class KmsService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public KmsService() {
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
}
