package dev.firebreak.examples.cli;

import dev.firebreak.Action;
import dev.firebreak.aws.Ec2;
import dev.firebreak.aws.Iam;
import dev.firebreak.aws.Quarantine;
import dev.firebreak.aws.Role;
import picocli.CommandLine.Option;

/** How far containing goes, where there is a choice. */
final class ContainOptions {
    @Option(
            names = "--standby",
            description = "Set instances aside in their Auto Scaling group, which can be taken back.")
    private boolean standby;

    @Option(
            names = "--deny-roles",
            description =
                    "Deny everything to roles, also to their sessions to come; else only those so far are revoked.")
    private boolean denyRoles;

    /** Whether one of them was given. */
    boolean isGiven() {
        return standby || denyRoles;
    }

    Quarantine quarantine() {
        return standby ? Ec2.quarantine().withStandby() : Ec2.quarantine();
    }

    Action<Role> roles() {
        return denyRoles ? Iam.denyAll() : Iam.revokeSessions();
    }
}
