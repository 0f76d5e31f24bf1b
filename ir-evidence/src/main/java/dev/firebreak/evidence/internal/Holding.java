package dev.firebreak.evidence.internal;

import dev.firebreak.evidence.EvidenceItem;

/**
 * What the store holds for a step.
 *
 * @param stored whether there is an item
 * @param size its length; 0 when there is none
 * @param sha256 its digest; empty when there is none
 * @param location where it lies; empty when there is none
 */
record Holding(boolean stored, long size, String sha256, String location) {
    static final Holding NOTHING = new Holding(false, 0, "", "");

    static Holding of(EvidenceItem item) {
        return new Holding(true, item.size(), item.sha256(), item.location().uri());
    }
}
