package dev.firebreak.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Phase;
import dev.firebreak.Step;
import dev.firebreak.TargetRef;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static Step step(String name, Phase phase, Step... before) {
        Step.Builder step = Step.builder("test." + name, TargetRef.parse("test:::thing/" + name))
                .phase(phase)
                .summary(name);
        for (Step earlier : before) {
            step.addRequires(earlier.id()).addAfter(earlier.id());
        }
        return step.build();
    }

    @Test
    void order_stepsThatDoNotWait_goByPhaseThenAsGiven() {
        Step tags = step("tags", Phase.TAGS);
        Step second = step("second", Phase.CUT_OFF);
        Step first = step("first", Phase.CUT_OFF);

        assertThat(new Topology(List.of(tags, second, first)).order()).containsExactly(second, first, tags);
    }

    @Test
    void order_stepThatWaits_goesBehindALaterPhase() {
        Step tags = step("tags", Phase.TAGS);
        Step cut = step("cut", Phase.CUT_OFF, tags);

        assertThat(new Topology(List.of(cut, tags)).order()).containsExactly(tags, cut);
    }

    @Test
    void order_stepsThatWaitForEachOther_leavesThemAndThoseBehindOut() {
        Step one = step("one", Phase.CUT_OFF);
        Step two = step("two", Phase.CUT_OFF, one);
        Step behind = step("behind", Phase.TAGS, two);
        Step free = step("free", Phase.TAGS);

        assertThat(new Topology(List.of(one.withAfter(Set.of(two.id())), two, behind, free)).order())
                .containsExactly(free);
    }
}
