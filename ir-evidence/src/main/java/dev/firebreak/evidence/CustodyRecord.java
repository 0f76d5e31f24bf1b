package dev.firebreak.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.evidence.internal.CustodyJson;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.immutables.value.Value;

/**
 * One event in the life of a piece of evidence. Sources and handlers record it with
 * {@code context.record(CustodyRecord.TYPE, record.toJsonTree())}; the journal adds sequence, time of recording and hash chain.
 */
@Value.Immutable
@ValueStyle
public interface CustodyRecord {
    /** The type of custody records in a journal. */
    String TYPE = "custody";

    /** A builder; evidence id, event, actor and time have no default. */
    static Builder builder() {
        return new Builder();
    }

    /**
     * Reads what {@link #toJsonTree} gave.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when it is not a custody record
     */
    static CustodyRecord fromJson(JsonNode tree) {
        return CustodyJson.read(tree);
    }

    /** The exhibit's id, which is the id of the step that collected it; the incident's id for the evidence as a whole. */
    String evidenceId();

    /** What happened. */
    CustodyEvent event();

    /** Who did it: the identities that the process acted with, or {@code unknown}. */
    String actor();

    /** When it happened. */
    Instant occurredAt();

    /** The name that the source gave the evidence. */
    Optional<String> name();

    /** Where the evidence lies. */
    Optional<EvidenceLocation> location();

    /** The ARN or URI of what it was taken from. */
    Optional<String> source();

    /** The name and version of the tool. If not set, this library. */
    @Value.Default
    default String tool() {
        return CustodyJson.TOOL;
    }

    /** The API or command. */
    Optional<String> method();

    /** The provider's request ids. */
    List<String> requestIds();

    /** Digests of the evidence. */
    List<Digest> digests();

    /** The length in bytes. */
    OptionalLong size();

    /** Changes to the source that could not be avoided. */
    List<String> changes();

    /** What else the reader must know. */
    Optional<String> note();

    /** The record as a JSON tree. */
    default JsonNode toJsonTree() {
        return CustodyJson.write(this);
    }

    /**
     * A digest.
     *
     * @param algorithm such as {@code SHA-256}
     * @param value in lower-case hexadecimal
     * @param over which bytes: {@code raw}, {@code compressed} or {@code stored}
     */
    record Digest(String algorithm, String value, String over) {
        /** The SHA-256 of the bytes as they are stored. */
        public static Digest ofStored(String sha256) {
            return new Digest("SHA-256", sha256, "stored");
        }
    }

    /** Builds a {@link CustodyRecord}. */
    final class Builder extends ImmutableCustodyRecord.Builder {
        Builder() {}
    }
}
