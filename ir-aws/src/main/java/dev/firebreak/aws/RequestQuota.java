package dev.firebreak.aws;

/**
 * How many calls of one action AWS allows: a token bucket of one account and Region, of which each call takes one (EC2 Developer Guide,
 * "Request throttling for the Amazon EC2 API"). AWS raises them on request; what an account has is in Service Quotas, as <i>request
 * bucket maximum capacity</i> and <i>request bucket refill rate</i> of the action. Immutable: {@link #inAccount} and {@link #inRegion} give a
 * new one.
 *
 * @param action the action as permissions name it, such as {@code ec2:ModifyNetworkInterfaceAttribute}
 * @param account the account that has the quota; empty for all
 * @param region the Region that has it; empty for all
 * @param capacity how many calls may be made at once; at least 1
 * @param perSecond how many more a second; more than 0
 */
public record RequestQuota(String action, String account, String region, double capacity, double perSecond) {
    private static final String IAM = "iam:";

    /** @throws IllegalArgumentException when the action, the account or the Region has no such form, or a number is too small */
    public RequestQuota {
        AwsNames.action(action);
        if (!account.isEmpty()) {
            AwsNames.account(account);
        }
        if (!region.isEmpty()) {
            AwsNames.region(region);
        }
        if (!region.isEmpty() && action.startsWith(IAM)) {
            throw new IllegalArgumentException(
                    "Invalid quota: " + action + " in " + region + " (must be of all Regions, which share IAM's)");
        }
        if (!(capacity >= 1) || !(perSecond > 0) || Double.isInfinite(capacity) || Double.isInfinite(perSecond)) {
            throw new IllegalArgumentException("Invalid quota of " + action + ": " + capacity + " calls and "
                    + perSecond + " a second (must be at least 1, and more than 0)");
        }
    }

    /**
     * A quota of every account and Region.
     *
     * @param action such as {@code ec2:ModifyNetworkInterfaceAttribute}
     * @param capacity how many calls may be made at once; at least 1
     * @param perSecond how many more a second; more than 0
     * @throws IllegalArgumentException when the action has no such form, or a number is too small
     */
    public static RequestQuota of(String action, double capacity, double perSecond) {
        return new RequestQuota(action, "", "", capacity, perSecond);
    }

    /**
     * This quota, of that account alone.
     *
     * @throws IllegalArgumentException when it is not of 12 digits
     */
    public RequestQuota inAccount(String accountId) {
        return new RequestQuota(action, AwsNames.account(accountId), region, capacity, perSecond);
    }

    /**
     * This quota, of that Region alone.
     *
     * @throws IllegalArgumentException when it does not have the form of a Region, or the action is IAM's, which has none
     */
    public RequestQuota inRegion(String regionId) {
        return new RequestQuota(action, account, AwsNames.region(regionId), capacity, perSecond);
    }
}
