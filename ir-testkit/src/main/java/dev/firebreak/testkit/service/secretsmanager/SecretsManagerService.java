package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/** AWS Secrets Manager: secrets with versions and staging labels, deletion with a recovery window, and policies. */
public final class SecretsManagerService implements FakeService {
    private final Operations operations = new Operations();

    /** The service; all its state lies in the world. */
    public SecretsManagerService() {
        SecretOperations.addTo(operations);
        SecretListing.addTo(operations);
        SecretValues.addTo(operations);
        StageOperations.addTo(operations);
        DeletionOperations.addTo(operations);
        RotationOperations.addTo(operations);
        SecretTags.addTo(operations);
        SecretPolicies.addTo(operations);
    }

    @Override
    public String signingName() {
        return "secretsmanager";
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
