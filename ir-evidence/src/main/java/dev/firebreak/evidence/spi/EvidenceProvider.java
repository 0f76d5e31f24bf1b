package dev.firebreak.evidence.spi;

import dev.firebreak.spi.Provider;
import java.util.List;

/**
 * A provider that knows sources of evidence.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 *
 * <p><b>Failure:</b> as for {@link Provider}.
 */
public interface EvidenceProvider extends Provider {
    /** The sources of all kinds of evidence that this provider reads. Their kinds differ from those of its handlers. */
    List<EvidenceSource> sources();
}
