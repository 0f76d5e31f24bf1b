package dev.firebreak.examples.cli;

import picocli.CommandLine.Option;

/** What happens to instances of an Auto Scaling group. */
final class StandbyOption {
    @Option(
            names = "--standby",
            description = "Set instances aside in their Auto Scaling group, which can be taken back.")
    private boolean standby;

    boolean isSet() {
        return standby;
    }
}
