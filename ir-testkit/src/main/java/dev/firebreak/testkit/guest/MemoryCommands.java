package dev.firebreak.testkit.guest;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The programs that capture memory: AVML, and the kernel module LiME. */
final class MemoryCommands {
    private static final Duration CAPTURE = Duration.ofSeconds(30);

    private MemoryCommands() {}

    static Map<String, GuestCommand> all() {
        return Map.of("avml", MemoryCommands::avml, "insmod", MemoryCommands::insmod, "rmmod", MemoryCommands::rmmod);
    }

    private static CommandResult avml(GuestCommand.Run run) {
        if (run.operands().size() != 1) {
            return CommandResult.failed(
                    2, "error: the following required arguments were not provided:\n  <FILENAME>\n");
        }
        return capture(run.guest(), run.operands().get(0));
    }

    private static CommandResult capture(Guest guest, String path) {
        guest.file(path, GuestFile.of(guest.memory().image()).mode("0600"));
        return CommandResult.silent().after(CAPTURE);
    }

    /** Loads a module that fits the running kernel, which its name ends with; LiME then captures to the path that it was given. */
    private static CommandResult insmod(GuestCommand.Run run) {
        String module = run.operands().isEmpty() ? "" : run.operands().get(0);
        Guest guest = run.guest();
        if (guest.file(module).isEmpty()) {
            return CommandResult.failed(
                    1, "insmod: ERROR: could not load module " + module + ": No such file or directory\n");
        }
        if (!module.endsWith("-" + guest.platform().kernel() + ".ko")) {
            return CommandResult.failed(
                    1, "insmod: ERROR: could not insert module " + module + ": Invalid module format\n");
        }
        String parameters = String.join(" ", run.words().subList(2, run.words().size()));
        guest.modules().put("lime", parameters);
        return target(parameters).map(path -> capture(guest, path)).orElse(CommandResult.silent());
    }

    private static Optional<String> target(String parameters) {
        return Arrays.stream(parameters.split(" "))
                .filter(word -> word.startsWith("path=/"))
                .map(word -> word.substring("path=".length()))
                .findFirst();
    }

    private static CommandResult rmmod(GuestCommand.Run run) {
        String module = run.operands().isEmpty() ? "" : run.operands().get(0);
        return run.guest().modules().remove(module) != null
                ? CommandResult.silent()
                : CommandResult.failed(1, "rmmod: ERROR: Module " + module + " is not currently loaded\n");
    }
}
