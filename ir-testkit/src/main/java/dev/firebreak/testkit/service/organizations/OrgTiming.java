package dev.firebreak.testkit.service.organizations;

import java.time.Duration;

/** How long Organizations takes for what it does later. */
final class OrgTiming {
    static final Duration CREATION = Duration.ofSeconds(30);
    static final Duration CLOSURE = Duration.ofSeconds(60);

    private OrgTiming() {}
}
