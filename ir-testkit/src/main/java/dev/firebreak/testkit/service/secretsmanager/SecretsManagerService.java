package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.world.World;
import java.util.Optional;

/** AWS Secrets Manager: secrets with versions and staging labels, deletion with a recovery window, and policies. */
public final class SecretsManagerService implements FakeService {
    private final Operations operations = Operations.lazily(SecretsManagerService::addAll);

    /** The service; all its state lies in the world. */
    public SecretsManagerService() {}

    private static void addAll(Operations operations) {
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

    @Override
    public ResourceFacts facts(World world, String arn) {
        String[] parts = arn.split(":", 6);
        return Optional.ofNullable(world.accounts().get(parts[4]))
                .map(account -> account.regions().get(parts[3]))
                .flatMap(region -> {
                    SecretsState secrets = SecretsState.of(region);
                    return secrets.find(arn).or(() -> secrets.find(parts[5].replaceFirst("^secret:", "")));
                })
                .map(SecretPolicies::facts)
                .orElse(ResourceFacts.NONE);
    }
}
