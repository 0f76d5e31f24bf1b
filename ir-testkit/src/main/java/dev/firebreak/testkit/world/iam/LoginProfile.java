package dev.firebreak.testkit.world.iam;

import java.time.Instant;

/**
 * A user's console password. It cannot be read back from IAM.
 *
 * @param created when the password was first set
 * @param password the password
 * @param passwordResetRequired whether the user must set a new one at the next sign-in
 */
public record LoginProfile(Instant created, String password, boolean passwordResetRequired) {}
