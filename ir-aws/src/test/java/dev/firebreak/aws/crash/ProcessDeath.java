package dev.firebreak.aws.crash;

/** What a process that died in play throws. An error, since nothing may catch it and go on. */
final class ProcessDeath extends Error {
    private static final long serialVersionUID = 1;

    ProcessDeath(String point) {
        super("The process died " + point, null, false, false);
    }
}
