package dev.firebreak.evidence.spi;

import dev.firebreak.Incident;
import dev.firebreak.evidence.EvidenceItem;
import dev.firebreak.evidence.EvidenceLocation;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is known of an item before its first byte is read.
 *
 * @param incident the incident's id, which can name a directory
 * @param id the item's id, unique within the incident: 1 to 128 letters, digits, dots, dashes and underscores, the first a letter or
 *     digit, so that it can name a file
 * @param name the name that the source gave it. Hostile: may hold any character, and must not be used as a path
 * @param mediaType the media type, such as {@code text/plain}
 * @param source the ARN or URI of what it is taken from
 * @param method the API or command that it comes from, such as {@code ec2:GetConsoleOutput}; empty when not known
 * @param requestIds the provider's request ids
 * @param acquiredAt when its reading began
 */
public record EvidenceDescription(
        String incident,
        String id,
        String name,
        String mediaType,
        String source,
        String method,
        List<String> requestIds,
        Instant acquiredAt) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    /**
     * Checks the ids.
     *
     * @throws IllegalArgumentException when an id could not name a file
     */
    public EvidenceDescription {
        Incident.of(incident);
        requireId(id);
        requestIds = List.copyOf(requestIds);
    }

    /**
     * The id, if it can name a file.
     *
     * @throws IllegalArgumentException when it cannot
     */
    public static String requireId(String id) {
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "Invalid evidence id: '" + id
                            + "' (must be 1 to 128 letters, digits, '.', '-' or '_', start with a letter or digit, and have no '..')");
        }
        return id;
    }

    /** Whether the id can name a file. */
    public static boolean isId(String id) {
        return ID.matcher(id).matches() && !id.contains("..");
    }

    /**
     * The item that this has become.
     *
     * @throws IllegalStateException when the content was not read to its end
     */
    public EvidenceItem storedAt(EvidenceLocation location, EvidenceContent content) {
        return new EvidenceItem(this, content.size(), content.sha256(), location);
    }
}
