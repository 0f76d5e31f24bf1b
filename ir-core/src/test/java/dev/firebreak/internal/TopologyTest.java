package dev.firebreak.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Phase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TopologyTest {
    private static final Set<Integer> NOTHING = Set.of();

    @Test
    void order_placesThatDoNotWait_goByPhaseThenByPlace() {
        List<Phase> phases = List.of(Phase.TAGS, Phase.CUT_OFF, Phase.CUT_OFF);
        List<Set<Integer>> free = List.of(NOTHING, NOTHING, NOTHING);

        assertThat(new Topology(phases, free).order()).containsExactly(1, 2, 0);
    }

    @Test
    void order_placeThatWaits_goesBehindALaterPhase() {
        List<Phase> phases = List.of(Phase.CUT_OFF, Phase.TAGS);

        assertThat(new Topology(phases, List.of(Set.of(1), NOTHING)).order()).containsExactly(1, 0);
    }

    @Test
    void order_placesThatWaitForEachOther_leavesThemAndThoseBehindOut() {
        List<Phase> phases = List.of(Phase.CUT_OFF, Phase.CUT_OFF, Phase.TAGS, Phase.TAGS);
        List<Set<Integer>> waits = List.of(Set.of(1), Set.of(0), Set.of(1), NOTHING);

        assertThat(new Topology(phases, waits).order()).containsExactly(3);
    }
}
