package dev.firebreak.testkit.guest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs a script as far as a script of simple commands goes; what it does not know is refused as bash would an unknown program. */
final class Shell {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Za-z_][A-Za-z0-9_]*|\\?)}?");
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\(([^()]*)\\)");

    private static final String EXIT = "exit called";

    private final Guest guest;
    private final Map<String, String> variables = new HashMap<>();
    private int lastExit;
    private boolean stopOnError;

    Shell(Guest guest) {
        this.guest = guest;
    }

    CommandResult run(String script) {
        CommandResult all = CommandResult.silent();
        for (ShellSyntax.Part part : ShellSyntax.parts(script)) {
            if (!part.runsAfter(lastExit)) {
                continue;
            }
            CommandResult next = pipeline(part.text());
            all = all.then(next);
            lastExit = next.exitCode();
            if (variables.containsKey(EXIT) || (stopOnError && lastExit != 0)) {
                break;
            }
        }
        return all;
    }

    private CommandResult pipeline(String text) {
        List<String> stages = ShellSyntax.stages(text);
        CommandResult result = stage(stages.get(0), new byte[0]);
        for (String stage : stages.subList(1, stages.size())) {
            result = result.into(stage(stage, result.outputBytes()));
        }
        return result;
    }

    private CommandResult stage(String text, byte[] input) {
        Matcher assignment = ASSIGNMENT.matcher(text);
        String line = expand(text);
        int words =
                ShellSyntax.words(SUBSTITUTION.matcher(text).replaceAll("_")).size();
        if (assignment.matches() && words == (text.startsWith("export") ? 2 : 1)) {
            variables.put(assignment.group(1), String.join(" ", ShellSyntax.words(expand(assignment.group(2)))));
            return CommandResult.silent();
        }
        Redirections redirections = Redirections.of(ShellSyntax.words(line));
        return redirections.apply(guest, command(redirections.words(), line, input));
    }

    private CommandResult command(List<String> words, String line, byte[] input) {
        if (words.isEmpty()) {
            return CommandResult.silent();
        }
        Optional<GuestCommand> special = guest.special(line);
        return special.map(found -> found.run(new GuestCommand.Run(guest, words, input)))
                .orElseGet(() -> plain(words, input));
    }

    private CommandResult plain(List<String> words, byte[] input) {
        String name = words.get(0);
        switch (name) {
            case "set" -> {
                stopOnError |= words.size() > 1 && words.get(1).startsWith("-e");
                return CommandResult.silent();
            }
            case "exit" -> {
                variables.put(EXIT, "");
                int code = words.size() > 1 ? Integer.parseInt(words.get(1)) : lastExit;
                return code == 0 ? CommandResult.silent() : CommandResult.failed(code, "");
            }
            default -> {
                List<String> called = name.equals("sudo") ? words.subList(1, words.size()) : words;
                return program(called, input);
            }
        }
    }

    private CommandResult program(List<String> words, byte[] input) {
        String name = words.get(0);
        return guest.program(name)
                .map(found -> found.run(new GuestCommand.Run(guest, words, input)))
                .orElseGet(() -> CommandResult.failed(127, "bash: line 1: " + name + ": command not found\n"));
    }

    private String expand(String text) {
        if (text.startsWith("'") && text.endsWith("'")) {
            return text;
        }
        String substituted = SUBSTITUTION
                .matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        pipeline(found.group(1)).output().stripTrailing()));
        return VARIABLE.matcher(substituted)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1).equals("?")
                                ? String.valueOf(lastExit)
                                : variables.getOrDefault(found.group(1), "")));
    }
}
