package dev.firebreak.testkit.world.ec2;

import java.time.Instant;
import java.util.Optional;

/**
 * The association of an instance with an instance profile.
 *
 * @param id the association id, which AWS assigns anew for every association
 * @param instanceId the instance
 * @param profile the instance profile
 * @param since when the association was asked for
 * @param settles when {@code associating} ends
 * @param ends when {@code disassociating} ends and the association is gone; empty while nobody asked for that
 */
public record ProfileAssociation(
        String id, String instanceId, Profile profile, Instant since, Instant settles, Optional<Instant> ends) {

    /**
     * An instance profile as it was when it was associated; it may have been deleted since.
     *
     * @param arn the ARN of the profile
     * @param id the unique id of the profile, {@code AIPA...}
     */
    public record Profile(String arn, String id) {}

    /** The association, given up: gone at {@code when}. */
    public ProfileAssociation endingAt(Instant when) {
        return new ProfileAssociation(id, instanceId, profile, since, settles, Optional.of(when));
    }

    /** Whether nothing of the association is left. */
    public boolean gone(Instant now) {
        return ends.isPresent() && !now.isBefore(ends.get());
    }

    /** The state as the API gives it. */
    public String state(Instant now) {
        if (ends.isPresent()) {
            return gone(now) ? "disassociated" : "disassociating";
        }
        return now.isBefore(settles) ? "associating" : "associated";
    }
}
