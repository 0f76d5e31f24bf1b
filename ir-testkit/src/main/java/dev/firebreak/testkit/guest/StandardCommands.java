package dev.firebreak.testkit.guest;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The programs that every guest has. */
final class StandardCommands {
    private StandardCommands() {}

    static Map<String, GuestCommand> all() {
        var all = new HashMap<String, GuestCommand>();
        all.put("true", run -> CommandResult.silent());
        all.put("false", run -> CommandResult.failed(1, ""));
        all.put("echo", StandardCommands::echo);
        all.put("uname", StandardCommands::uname);
        all.put("hostname", run -> CommandResult.printed(run.guest().hostName() + "\n"));
        all.put("whoami", run -> CommandResult.printed("root\n"));
        all.put("id", run -> CommandResult.printed("uid=0(root) gid=0(root) groups=0(root)\n"));
        all.put("date", run -> CommandResult.printed(now(run) + "\n"));
        all.put("sleep", StandardCommands::sleep);
        all.put("ps", StandardCommands::ps);
        all.put("kill", StandardCommands::kill);
        all.put("lsmod", StandardCommands::lsmod);
        all.putAll(FileCommands.all());
        all.putAll(MemoryCommands.all());
        all.put("curl", Curl::run);
        return all;
    }

    private static Instant now(GuestCommand.Run run) {
        return run.guest().region().world().now();
    }

    private static CommandResult echo(GuestCommand.Run run) {
        boolean bare = run.has("-n");
        String text = run.words().stream().skip(bare ? 2 : 1).collect(Collectors.joining(" "));
        return CommandResult.printed(bare ? text : text + "\n");
    }

    private static CommandResult uname(GuestCommand.Run run) {
        Guest guest = run.guest();
        String kernel = guest.platform().kernel();
        if (run.has("-a")) {
            return CommandResult.printed("Linux " + guest.hostName() + " " + kernel + " #1 SMP x86_64 GNU/Linux\n");
        }
        return CommandResult.printed((run.has("-r") ? kernel : run.has("-m") ? "x86_64" : "Linux") + "\n");
    }

    private static CommandResult sleep(GuestCommand.Run run) {
        String time = run.operands().isEmpty() ? "" : run.operands().get(0);
        if (!time.matches("\\d{1,9}")) {
            return CommandResult.failed(1, "sleep: invalid time interval '" + time + "'\n");
        }
        return CommandResult.silent().after(Duration.ofSeconds(Long.parseLong(time)));
    }

    private static CommandResult ps(GuestCommand.Run run) {
        var text = new StringBuilder("UID          PID    PPID CMD\n");
        run.guest()
                .processes()
                .values()
                .forEach(process -> text.append(String.format(
                        "%-8s %7d %7d %s%n", process.user(), process.pid(), process.parent(), process.command())));
        return CommandResult.printed(text.toString());
    }

    private static CommandResult kill(GuestCommand.Run run) {
        List<String> pids = run.operands();
        var errors = new StringBuilder();
        for (String pid : pids) {
            Optional<Integer> number = pid.matches("\\d{1,9}") ? Optional.of(Integer.valueOf(pid)) : Optional.empty();
            if (number.filter(run.guest()::kill).isEmpty()) {
                errors.append("bash: line 1: kill: (").append(pid).append(") - No such process\n");
            }
        }
        return errors.isEmpty() ? CommandResult.silent() : CommandResult.failed(1, errors.toString());
    }

    private static CommandResult lsmod(GuestCommand.Run run) {
        String names = run.guest().modules().keySet().stream()
                .map(name -> name + "  16384  0\n")
                .collect(Collectors.joining());
        return CommandResult.printed("Module                  Size  Used by\n" + names);
    }
}
