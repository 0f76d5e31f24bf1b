package dev.firebreak.testkit.world;

/** How much of something there may be in a Region of an account, where AWS raises the quota on request (Amazon VPC quotas). */
public enum RegionQuota {
    /** Network interfaces, those of AWS services too. */
    NETWORK_INTERFACES(5_000),
    /** Security groups. */
    SECURITY_GROUPS(2_500);

    private final int usual;

    RegionQuota(int usual) {
        this.usual = usual;
    }

    /** What an account has that has asked for no more. */
    public int usual() {
        return usual;
    }
}
