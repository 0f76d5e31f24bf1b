package dev.firebreak.evidence.spi;

import dev.firebreak.spi.StepContext;

/**
 * Reads one kind of evidence from the world. The collector stores, hashes and journals what it reads.
 *
 * <p><b>Threading:</b> one source serves many steps side by side, and has no state of its own.
 *
 * <p><b>Idempotency:</b> may be opened again after a crash or a failure; what an earlier opening read is thrown away unless it was
 * stored completely.
 *
 * <p><b>Failure:</b> let exceptions of the client pass; {@link dev.firebreak.spi.Provider#classify} says what they mean. Throw
 * {@link dev.firebreak.StepFailedException} for a reason of your own. The stream throws {@link java.io.IOException} when it breaks
 * or stalls, and ends only where the evidence ends.
 */
public interface EvidenceSource {
    /** The kind of step that this source reads for, such as {@code aws.ec2.console-output}. */
    String kind();

    /** Begins to read the evidence that the step names. Changes nothing that it can avoid, and says what it cannot. */
    Capture open(StepContext context);
}
