package dev.firebreak.evidence;

import dev.firebreak.EvidenceIntegrityException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What checking a bag found.
 *
 * @param bag the bag's directory
 * @param problems what is wrong; none when the bag is intact
 */
public record BagVerification(Path bag, List<Problem> problems) {
    /** Copies the problems. */
    public BagVerification {
        problems = List.copyOf(problems);
    }

    /**
     * Something wrong.
     *
     * @param file the file, relative to the bag's directory
     * @param message one sentence that says what is wrong with it
     */
    public record Problem(String file, String message) {
        @Override
        public String toString() {
            return file + ": " + message;
        }
    }

    /** Whether nothing is wrong. */
    public boolean isIntact() {
        return problems.isEmpty();
    }

    /**
     * This, if nothing is wrong.
     *
     * @throws EvidenceIntegrityException when something is; the message names every problem
     */
    public BagVerification orThrow() {
        if (!isIntact()) {
            throw new EvidenceIntegrityException("Cannot trust bag " + bag + ": "
                    + problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        }
        return this;
    }
}
