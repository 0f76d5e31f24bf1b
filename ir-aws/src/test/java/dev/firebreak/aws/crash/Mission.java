package dev.firebreak.aws.crash;

import java.util.List;

/**
 * What is to be done for an incident.
 *
 * @param incident the incident's id
 * @param errands what is to be done to what, one at least
 */
record Mission(String incident, List<Errand> errands) {
    /**
     * One response to one target.
     *
     * @param target the target's id
     */
    record Errand(Response response, String target) {
        @Override
        public String toString() {
            return response.name() + " to " + target;
        }
    }

    static Mission of(Response response, String target) {
        return new Mission("IR-1", List.of(new Errand(response, target)));
    }

    /** Whether it collects evidence, and changes nothing. */
    boolean isEvidence() {
        return errands.get(0).response().isEvidence();
    }
}
