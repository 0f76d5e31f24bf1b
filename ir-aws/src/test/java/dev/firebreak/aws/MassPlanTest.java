package dev.firebreak.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Containment;
import dev.firebreak.ContainmentPlan;
import dev.firebreak.ExemptionTag;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.testkit.Fleet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan for many instances reads the world once, not once for each. */
class MassPlanTest {
    @Test
    void plan_thousandInstances_takesFewDescribeCalls() {
        try (var rehearsal = new Rehearsal()) {
            List<String> ids = Fleet.launch(rehearsal.fake, 1000);
            Containment containment = Containment.builder()
                    .provider(rehearsal.provider)
                    .journal(InMemoryJournal.create())
                    .guard(ExemptionTag.named("ir:exempt"))
                    .build();
            Containment.Draft draft = containment.incident("IR-1");
            for (String id : ids) {
                draft = draft.contain(Ec2.instance(id), Ec2.quarantine());
            }
            rehearsal.fake.clearCalls();

            ContainmentPlan plan = draft.plan();

            assertThat(plan.plan().steps()).hasSizeGreaterThan(5000);
            assertThat(rehearsal.fake.calls().stream()
                            .filter(call -> call.operation().startsWith("Describe"))
                            .count())
                    .isLessThanOrEqualTo(15);
            assertThat(containment.timeByQuota(plan.plan().steps()))
                    .as("three times ModifyInstanceAttribute for each, 50 at once and 5 a second")
                    .isEqualTo(Duration.ofSeconds(590));
        }
    }
}
