package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.policy.ResourceFacts;
import dev.firebreak.testkit.policy.ResourcePolicy;
import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.credential.CredentialOperations;
import dev.firebreak.testkit.service.iam.report.ReportOperations;
import dev.firebreak.testkit.service.iam.simulation.SimulationOperations;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamRole;

/**
 * AWS Identity and Access Management.
 *
 * <p>Errors, quotas and messages are those of the IAM API Reference and of "IAM and AWS STS quotas" in the IAM User Guide.
 */
public final class IamService implements FakeService {
    private final Operations operations = Operations.lazily(IamService::addAll);

    /** The service; all its state lies in the world. */
    public IamService() {}

    private static void addAll(Operations operations) {
        var plain = new Operations();
        new UserOperations().register(plain);
        CredentialOperations.addTo(plain);
        new GroupOperations().register(plain);
        new RoleOperations().register(plain);
        new ServiceLinkedRoleOperations().register(plain);
        new InlinePolicyOperations().register(plain);
        new ManagedPolicyOperations().register(plain);
        new AttachmentOperations().register(plain);
        new InstanceProfileOperations().register(plain);
        TagOperations.addTo(plain);
        SimulationOperations.addTo(plain);
        ReportOperations.addTo(plain);
        SessionLimits.guard(plain, operations);
    }

    @Override
    public String signingName() {
        return "iam";
    }

    @Override
    public Protocol protocol() {
        return Protocol.QUERY;
    }

    @Override
    public Operations operations() {
        return operations;
    }

    @Override
    public ResourceFacts facts(World world, String arn) {
        String[] parts = arn.split(":", 6);
        Account account = world.accounts().get(parts[4]);
        if (account == null) {
            return ResourceFacts.NONE;
        }
        String name = parts[5].substring(parts[5].lastIndexOf('/') + 1);
        if (parts[5].startsWith("role/")) {
            return account.iam().roles().find(name).map(IamService::facts).orElse(ResourceFacts.NONE);
        }
        return parts[5].startsWith("user/")
                ? account.iam()
                        .users()
                        .find(name)
                        .map(user -> ResourceFacts.tagged(user.tags()))
                        .orElse(ResourceFacts.NONE)
                : ResourceFacts.NONE;
    }

    private static ResourceFacts facts(IamRole role) {
        return ResourceFacts.guarded(
                ResourcePolicy.ofRole(role.arn(), role.trustPolicy(), role.trustedIds()), role.tags());
    }
}
