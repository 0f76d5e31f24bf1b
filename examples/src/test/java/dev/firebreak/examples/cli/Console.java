package dev.firebreak.examples.cli;

import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What one run of {@code ir} answered. */
record Console(int code, String out, String err) {
    /** Runs {@code ir} with these arguments and nothing more. */
    static Console run(String... arguments) {
        return reading("", arguments);
    }

    /** Runs {@code ir} with this text on standard input. */
    static Console reading(String input, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code = Ir.run(new StringReader(input), new PrintWriter(out), new PrintWriter(err), arguments);
        return new Console(code, out.toString(), err.toString());
    }

    /** Runs a command on the incident IR-1, whose case is kept in this directory. */
    static Console inCase(Path directory, String command, String... arguments) {
        return inCase("", directory, command, arguments);
    }

    static Console inCase(String input, Path directory, String command, String... arguments) {
        var all = new ArrayList<>(List.of(command, "--incident", "IR-1", "--directory", directory.toString()));
        all.addAll(List.of(arguments));
        return reading(input, all.toArray(String[]::new));
    }

    @Override
    public String toString() {
        return "exit " + code + "\n" + out + "\n" + err;
    }
}
