package dev.firebreak.testkit.service.iam;

import dev.firebreak.testkit.service.FakeService;
import dev.firebreak.testkit.service.Operations;

/**
 * AWS Identity and Access Management.
 *
 * <p>Errors, quotas and messages are those of the IAM API Reference and of "IAM and AWS STS quotas" in the IAM User Guide.
 */
public final class IamService implements FakeService {
    private final Operations operations = new Operations();

    public IamService() {
        new UserOperations().register(operations);
        new AccessKeyOperations().register(operations);
        new SignInOperations().register(operations);
        new GroupOperations().register(operations);
        new RoleOperations().register(operations);
        new ServiceLinkedRoleOperations().register(operations);
        new InlinePolicyOperations().register(operations);
        new ManagedPolicyOperations().register(operations);
        new AttachmentOperations().register(operations);
        new InstanceProfileOperations().register(operations);
        new AccountOperations().register(operations);
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
}
