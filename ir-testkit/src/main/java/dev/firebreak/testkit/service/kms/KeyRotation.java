package dev.firebreak.testkit.service.kms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.kms.model.RotationType;
import software.amazon.awssdk.services.kms.model.RotationsListEntry;

/** Whether and how often the material of a key is replaced. */
final class KeyRotation {
    static final int USUAL_DAYS = 365;

    private final List<RotationsListEntry> done = new ArrayList<>();
    private int periodDays;
    private @Nullable Instant next;

    boolean isEnabled() {
        return next != null;
    }

    int periodDays() {
        return periodDays;
    }

    @Nullable
    Instant next() {
        return next;
    }

    List<RotationsListEntry> done() {
        return done;
    }

    void enable(Instant now, int days) {
        periodDays = days;
        next = now.plus(Duration.ofDays(days));
    }

    void disable() {
        next = null;
    }

    long onDemand() {
        return done.stream()
                .filter(rotation -> rotation.rotationType() == RotationType.ON_DEMAND)
                .count();
    }

    void rotate(KmsKey key, RotationType type, Instant at) {
        key.material().rotate();
        done.add(RotationsListEntry.builder()
                .keyId(key.id())
                .rotationDate(at)
                .rotationType(type)
                .build());
    }

    /** Makes up for the rotations that were due until now. */
    void settle(KmsKey key, Instant now) {
        for (Instant due = next; due != null && !due.isAfter(now); due = next) {
            rotate(key, RotationType.AUTOMATIC, due);
            enable(due, periodDays);
        }
    }

    String describe() {
        return isEnabled() ? String.format(Locale.ROOT, "every %d days, next %s", periodDays, next) : "off";
    }
}
