package dev.firebreak.testkit.guest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The programs that read and write files. */
final class FileCommands {
    private FileCommands() {}

    static Map<String, GuestCommand> all() {
        return Map.of(
                "cat", run -> read(run, GuestFile::content),
                "sha256sum", FileCommands::sha256sum,
                "wc", run -> read(run, file -> (file.size() + "\n").getBytes(StandardCharsets.UTF_8)),
                "ls", FileCommands::ls,
                "rm", FileCommands::rm,
                "grep", FileCommands::grep,
                "head", FileCommands::head,
                "tee", FileCommands::tee,
                "mkdir", run -> CommandResult.silent(),
                "chmod", FileCommands::chmod);
    }

    private static CommandResult read(GuestCommand.Run run, Function<GuestFile, byte[]> show) {
        CommandResult all = CommandResult.silent();
        if (run.operands().isEmpty()) {
            return CommandResult.printed(show.apply(GuestFile.of(run.input())));
        }
        for (String path : run.operands()) {
            Optional<GuestFile> file = run.guest().file(path);
            CommandResult next =
                    file.map(found -> CommandResult.printed(show.apply(found))).orElseGet(() -> absent(run, path));
            all = all.exitCode() == 0 ? all.then(next) : next.then(all);
        }
        return all;
    }

    private static CommandResult absent(GuestCommand.Run run, String path) {
        return CommandResult.failed(1, run.words().get(0) + ": " + path + ": No such file or directory\n");
    }

    private static CommandResult sha256sum(GuestCommand.Run run) {
        if (run.operands().isEmpty()) {
            return CommandResult.printed(GuestFile.of(run.input()).sha256() + "  -\n");
        }
        CommandResult all = CommandResult.silent();
        for (String path : run.operands()) {
            CommandResult next = run.guest()
                    .file(path)
                    .map(file -> CommandResult.printed(file.sha256() + "  " + path + "\n"))
                    .orElseGet(() -> absent(run, path));
            all = all.exitCode() == 0 ? all.then(next) : next.then(all);
        }
        return all;
    }

    private static CommandResult ls(GuestCommand.Run run) {
        String path = run.operands().isEmpty() ? "/root" : run.operands().get(0);
        if (run.guest().file(path).isPresent()) {
            return CommandResult.printed(path + "\n");
        }
        String folder = path.endsWith("/") ? path : path + "/";
        var names = new TreeSet<String>();
        run.guest().files().keySet().stream()
                .filter(file -> file.startsWith(folder))
                .map(file -> file.substring(folder.length()).replaceFirst("/.*", ""))
                .filter(name -> run.has("-a") || run.has("-la") || !name.startsWith("."))
                .forEach(names::add);
        boolean exists = run.guest().files().keySet().stream().anyMatch(file -> file.startsWith(folder));
        return exists
                ? CommandResult.printed(names.stream().map(name -> name + "\n").collect(Collectors.joining()))
                : CommandResult.failed(2, "ls: cannot access '" + path + "': No such file or directory\n");
    }

    private static CommandResult rm(GuestCommand.Run run) {
        boolean force = run.words().stream().anyMatch(word -> word.matches("-r?fr?"));
        List<String> missing = run.operands().stream()
                .filter(path -> !run.guest().remove(path))
                .toList();
        return missing.isEmpty() || force
                ? CommandResult.silent()
                : CommandResult.failed(1, "rm: cannot remove '" + missing.get(0) + "': No such file or directory\n");
    }

    private static CommandResult grep(GuestCommand.Run run) {
        String wanted = run.operands().isEmpty() ? "" : run.operands().get(0);
        Optional<GuestFile> file = run.operands().size() > 1
                ? run.guest().file(run.operands().get(1))
                : Optional.of(GuestFile.of(run.input()));
        if (file.isEmpty()) {
            return CommandResult.failed(2, "grep: " + run.operands().get(1) + ": No such file or directory\n");
        }
        String lines = file.get()
                .text()
                .lines()
                .filter(line -> line.contains(wanted))
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        return lines.isEmpty() ? CommandResult.failed(1, "") : CommandResult.printed(lines);
    }

    private static CommandResult head(GuestCommand.Run run) {
        int bytes = run.has("-c") ? Integer.parseInt(run.operands().get(0)) : 1024;
        GuestFile from = run.operands().size() > 1
                ? run.guest().file(run.operands().get(1)).orElse(GuestFile.of(""))
                : GuestFile.of(run.input());
        return CommandResult.printed(Arrays.copyOf(from.content(), Math.min(bytes, from.size())));
    }

    private static CommandResult tee(GuestCommand.Run run) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(run.input());
        run.operands().forEach(path -> run.guest().file(path, GuestFile.of(out.toByteArray())));
        return CommandResult.printed(run.input());
    }

    private static CommandResult chmod(GuestCommand.Run run) {
        String mode = run.operands().get(0);
        for (String path : run.operands().subList(1, run.operands().size())) {
            Optional<GuestFile> file = run.guest().file(path);
            if (file.isEmpty()) {
                return CommandResult.failed(1, "chmod: cannot access '" + path + "': No such file or directory\n");
            }
            run.guest().file(path, file.get().mode(mode));
        }
        return CommandResult.silent();
    }
}
