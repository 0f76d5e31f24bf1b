package dev.firebreak.testkit.guest;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A program that a guest can run. */
@FunctionalInterface
public interface GuestCommand {
    /** Runs the program, with whatever effects it has on the guest. */
    CommandResult run(Run run);

    /**
     * One run of a program.
     *
     * @param guest the guest that it runs in
     * @param words the command line: the program's name and its arguments
     * @param input what comes in by a pipe
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    record Run(Guest guest, List<String> words, byte[] input) {
        /** The arguments without the options. */
        public List<String> operands() {
            return words.stream()
                    .skip(1)
                    .filter(word -> !word.startsWith("-") || word.equals("-"))
                    .toList();
        }

        /** Whether an option was given. */
        public boolean has(String option) {
            return words.contains(option);
        }

        /** What came in by a pipe, as UTF-8 text. */
        public String inputText() {
            return new String(input, StandardCharsets.UTF_8);
        }
    }
}
