package dev.firebreak.testkit.guest;

import java.time.Instant;

/**
 * A process of a guest.
 *
 * @param pid the process id
 * @param parent the process id of the parent; 0 when it has none
 * @param user the name of the user that it runs as
 * @param command the command line
 * @param started when it was started
 */
public record GuestProcess(int pid, int parent, String user, String command, Instant started) {}
