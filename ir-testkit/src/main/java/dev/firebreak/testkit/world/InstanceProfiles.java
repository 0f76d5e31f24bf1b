package dev.firebreak.testkit.world;

import java.util.Optional;

/** The instance profiles of an account, as EC2 looks them up. */
@FunctionalInterface
public interface InstanceProfiles {
    /** The profile with this name or ARN; empty when the account has no such profile. */
    Optional<Identity> find(String nameOrArn);

    /**
     * What EC2 knows of an instance profile.
     *
     * @param arn the ARN of the profile
     * @param id the unique id of the profile, {@code AIPA...}
     */
    record Identity(String arn, String id) {}

    /** Instance profiles of which any well-formed name exists in the account. */
    static InstanceProfiles anyIn(String accountId) {
        return nameOrArn -> {
            String arn = nameOrArn.startsWith("arn:")
                    ? nameOrArn
                    : "arn:aws:iam::" + accountId + ":instance-profile/" + nameOrArn;
            String name = arn.substring(arn.lastIndexOf('/') + 1);
            return name.matches("[\\w+=,.@-]{1,128}")
                    ? Optional.of(new Identity(arn, String.format("AIPA%017X", arn.hashCode() & 0xffffffffL)))
                    : Optional.empty();
        };
    }
}
