package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.PolicyDocuments;
import dev.firebreak.testkit.service.iam.TrustPolicies;
import dev.firebreak.testkit.world.Account;
import dev.firebreak.testkit.world.World;
import dev.firebreak.testkit.world.iam.IamRole;
import java.util.List;
import software.amazon.awssdk.services.organizations.model.AccountJoinedMethod;

/** Makes the accounts that were asked for, when their time has come. */
final class AccountFactory {
    private static final String ADMINISTRATOR = """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";

    private AccountFactory() {}

    static void settle(World world, Organization organization) {
        for (AccountCreation creation : List.copyOf(organization.creations().all())) {
            if (creation.isDue(world.now())) {
                organization.creations().put(creation.asDone());
                if (creation.failure() == null) {
                    make(world, organization, creation);
                }
            }
        }
    }

    private static void make(World world, Organization organization, AccountCreation creation) {
        organization
                .accounts()
                .put(new OrgAccount(
                        creation.account(),
                        creation.name(),
                        creation.email(),
                        AccountJoinedMethod.CREATED,
                        creation.requested().plus(OrgTiming.CREATION),
                        organization.root(),
                        null));
        organization.tags(creation.account()).putAll(creation.tags());
        Attachments.attachFullAccess(organization, creation.account());
        enter(world.account(creation.account()), creation.role(), organization.management());
    }

    /** The role by which the management account enters the new one. */
    private static void enter(Account account, String name, String management) {
        String trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":"
                + "\"arn:aws:iam::" + management + ":root\"},\"Action\":\"sts:AssumeRole\"}]}";
        IamRole role = new IamRole(account, name, "/", trust);
        role.trust(trust, TrustPolicies.principalIds(account.world(), PolicyDocuments.read(trust)));
        role.inlinePolicies().put("AdministratorAccess", ADMINISTRATOR);
        account.iam().roles().add(role);
    }
}
