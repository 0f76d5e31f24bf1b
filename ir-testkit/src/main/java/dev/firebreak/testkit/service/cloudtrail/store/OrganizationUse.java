package dev.firebreak.testkit.service.cloudtrail.store;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.organizations.Organizations;
import dev.firebreak.testkit.world.Account;

/** Who may log for a whole organization. */
public final class OrganizationUse {
    private static final String SERVICE = "cloudtrail.amazonaws.com";

    private OrganizationUse() {}

    /**
     * The account that owns what the caller makes for its organization: the management account.
     *
     * @throws AwsError when the caller is in no organization, or neither its management account nor its delegated administrator,
     *     or when the organization does not trust CloudTrail
     */
    public static Account owner(Call call) {
        String caller = call.account().id();
        String management = Organizations.managementOf(call.world(), caller)
                .orElseThrow(
                        () -> AwsError.of(
                                "OrganizationsNotInUseException",
                                "Your account is not a member of an organization, so an organization trail cannot be created."));
        if (!mayManage(call, management)) {
            throw notManagement();
        }
        if (!Organizations.trusts(call.world(), caller, SERVICE)) {
            throw AwsError.of(
                    "CloudTrailAccessNotEnabledException",
                    "Trusted access between CloudTrail and Organizations has not been enabled.");
        }
        return call.world().account(management);
    }

    /** Whether the caller may change what belongs to an account, for an organization or not. */
    public static boolean mayManage(Call call, String owner) {
        String caller = call.account().id();
        return caller.equals(owner) || Organizations.isDelegated(call.world(), caller, SERVICE);
    }

    /** The refusal of a member account that is no administrator. */
    public static AwsError notManagement() {
        return AwsError.of(
                "NotOrganizationMasterAccountException",
                "The account is neither the management account of the organization nor a delegated administrator.");
    }
}
