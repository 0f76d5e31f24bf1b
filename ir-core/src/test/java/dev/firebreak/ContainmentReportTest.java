package dev.firebreak;

import static dev.firebreak.Switchboard.ref;
import static dev.firebreak.Switchboard.step;
import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.ContainmentSummary.CutOffTimes;
import dev.firebreak.ContainmentSummary.FailureGroup;
import dev.firebreak.ContainmentSummary.Outcome;
import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContainmentReportTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Switchboard board = new Switchboard();
    private final Ticking clock = new Ticking();

    /** A clock that moves only when told to. */
    private static final class Ticking extends Clock {
        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private ContainmentReport contain(String... ids) {
        return plan(ids).execute();
    }

    private ContainmentPlan plan(String... ids) {
        Containment containment = Containment.builder()
                .provider(board)
                .journal(InMemoryJournal.create(clock))
                .guard(ExemptionTag.named("ir:exempt"))
                .clock(clock)
                .sleeper(pause -> {})
                .verifyTimeout(Duration.ZERO)
                .parallelism(1)
                .build();
        List<Switch> switches = Stream.of(ids).map(Switch::new).toList();
        return containment
                .incident("IR-1")
                .containAll(context -> switches, turnOff())
                .plan();
    }

    private void on(String... ids) {
        for (String id : ids) {
            board.switches.put(id, "on");
        }
    }

    @Test
    void summary_eachKindOfEnd_countsTargetsByOutcome() {
        on("done", "denied", "lost", "exempt", "own");
        board.switches.put("already", "off");
        board.tags.put("exempt", Map.of("ir:exempt", "2026-12-31 by alice@example.com"));
        board.own.add(ref("own"));
        board.beforeChange = id -> {
            if (id.equals("denied")) {
                throw new Switchboard.Refused("denied it is");
            }
            if (id.equals("lost")) {
                throw new Switchboard.Lost();
            }
        };

        ContainmentReport report = contain("done", "denied", "lost", "exempt", "own", "already");

        assertThat(report.outcomes())
                .isEqualTo(Map.of(
                        ref("done"), Outcome.CUT_OFF,
                        ref("already"), Outcome.CUT_OFF,
                        ref("denied"), Outcome.FAILED,
                        ref("lost"), Outcome.UNKNOWN,
                        ref("exempt"), Outcome.EXEMPT,
                        ref("own"), Outcome.REFUSED));
        assertThat(report.summary().targets())
                .containsExactly(
                        Map.entry(Outcome.CUT_OFF, 2),
                        Map.entry(Outcome.FAILED, 1),
                        Map.entry(Outcome.UNKNOWN, 1),
                        Map.entry(Outcome.REFUSED, 1),
                        Map.entry(Outcome.EXEMPT, 1));
        assertThat(report.describe()).startsWith("""
                IR-1: NOT fully contained
                6 targets: 2 cut off, 1 failed, 1 unknown, 1 refused, 1 exempt
                """);
    }

    @Test
    void summary_exemptedAfterPlanning_isExemptNotRefused() {
        on("a", "b");
        ContainmentPlan plan = plan("a", "b");
        board.tags.put("b", Map.of("ir:exempt", "2026-12-31 by alice@example.com"));

        ContainmentReport report = plan.execute();

        assertThat(report.outcomes()).containsEntry(ref("b"), Outcome.EXEMPT);
        assertThat(report.results().get(1).code()).isEqualTo("ir:exempt");
    }

    @Test
    void summary_timeToCutOff_isByNearestRankAndWithoutWhatWasOffBefore() {
        String[] ids = IntStream.rangeClosed(1, 200)
                .mapToObj("s%03d"::formatted)
                .peek(this::on)
                .toArray(String[]::new);
        board.switches.put("s200", "off");
        board.afterChange = id -> clock.now = clock.now.plusSeconds(1);

        CutOffTimes times = contain(ids).summary().timeToCutOff();

        assertThat(times)
                .isEqualTo(new CutOffTimes(
                        199, Duration.ofSeconds(100), Duration.ofSeconds(198), Duration.ofSeconds(199)));
    }

    @Test
    void summary_nothingCutOff_hasNoTimes() {
        assertThat(contain("missing", "gone").summary().timeToCutOff())
                .isEqualTo(new CutOffTimes(0, Duration.ZERO, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void groups_sameRefusalForManyTargets_isOneWithoutIds() {
        on("i-0123456789abcdef0", "i-0123456789abcdef1", "i-0123456789abcdef2", "i-0123456789abcdef3", "other");
        board.beforeChange = id -> {
            throw new Switchboard.Refused(
                    id.equals("other")
                            ? "no"
                            : "may not turn " + id + " (request 8c0f6e7a-1b2c-4d5e-8f90-a1b2c3d4e5f6)");
        };

        ContainmentReport report = contain(
                "i-0123456789abcdef0", "i-0123456789abcdef1", "i-0123456789abcdef2", "i-0123456789abcdef3", "other");

        assertThat(report.summary().groups())
                .containsExactly(
                        new FailureGroup(
                                StepStatus.FAILED,
                                "off",
                                "Refused",
                                "may not turn … (request …)",
                                4,
                                List.of(
                                        ref("i-0123456789abcdef0"),
                                        ref("i-0123456789abcdef1"),
                                        ref("i-0123456789abcdef2"))),
                        new FailureGroup(StepStatus.FAILED, "off", "Refused", "no", 1, List.of(ref("other"))));
        assertThat(report.describe())
                .contains("4 x off failed (Refused): may not turn … (request …); e.g. i-0123456789abcdef0, i-01");
    }

    @Test
    void describe_oneTarget_hasNoSummary() {
        on("a");

        assertThat(contain("a").describe()).isEqualTo("IR-1: contained\n  verified     Turn a off\n");
    }

    @Test
    void toJsonTree_severalTargets_hasSummaryAndGroupsBesideTheSteps() {
        on("a");

        JsonNode tree = contain("a", "missing").toJsonTree();

        assertThat(tree.path("summary").path("targets").toString())
                .isEqualTo("{\"total\":2,\"cut_off\":1,\"failed\":1}");
        assertThat(tree.path("summary").path("timeToCutOff").path("p99Millis").isIntegralNumber())
                .isTrue();
        assertThat(tree.path("groups").path(0).path("message").asText())
                .isEqualTo("switch … does not exist; nothing was changed");
        assertThat(tree.path("steps")).hasSize(2);
        assertThat(tree.path("steps").path(1).path("code").asText()).isEqualTo("Refused");
    }

    @Test
    void toHtml_hostileNames_areTextAndNothingIsLoaded() {
        String hostile = "<script>alert('1')</script>&\"\u202e\u001b[2J";
        on(hostile);
        board.beforeChange = id -> {
            throw new Switchboard.Refused("<img src=x onerror=alert(1)>");
        };

        String page = contain(hostile, "b<i>").toHtml();

        assertThat(page)
                .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
                .contains(
                        "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;&quot;??[2J",
                        "&lt;img src=x",
                        "b&lt;i&gt;")
                .doesNotContain("<script", "<img", "<i>", "\u202e", "\u001b", "http://", "https://", "src=\"", "url(");
    }

    @Test
    void toHtml_tables_haveCaptionsAndScopes() {
        on("a");

        String page = contain("a", "missing").toHtml();

        assertThat(page).contains("<title>IR-1: NOT fully contained</title>", "<h1>IR-1: NOT fully contained</h1>");
        assertThat(page.split("<table>")).hasSameSizeAs(page.split("<caption>"));
        assertThat(page)
                .contains(
                        "<th scope=\"col\">Status</th>",
                        "<th scope=\"rowgroup\" colspan=\"4\">board:1::switch/a: cut off");
    }

    @Test
    void cutOffSteps_networkAndCredentials_areOfTheNetworkAndItsChecks() {
        Step cut = step(ref("a")).build();
        Step check = step(ref("a"))
                .kind("board.check")
                .phase(Phase.CREDENTIALS)
                .effect(Effect.READ)
                .addRequires(cut.id())
                .build();
        Step key = step(ref("a")).kind("board.key").phase(Phase.CREDENTIALS).build();
        Step keyAlone =
                step(ref("b")).kind("board.key").phase(Phase.CREDENTIALS).build();
        Step tag = step(ref("c")).kind("board.tag").phase(Phase.TAGS).build();

        assertThat(plan(List.of(cut, check, key, keyAlone, tag)).cutOffSteps())
                .isEqualTo(Map.of(ref("a"), List.of(cut, check), ref("b"), List.of(keyAlone)));
    }

    private static Plan plan(List<Step> steps) {
        return Plan.builder()
                .incident(Incident.of("IR-1"))
                .createdAt(NOW)
                .steps(steps)
                .build();
    }

    @Test
    void describe_tenThousandTargets_hasEachOnceBehindTheSummary() {
        String[] ids = IntStream.range(0, 10_000).mapToObj("i-%017x"::formatted).toArray(String[]::new);
        on(ids);
        board.beforeChange = id -> {
            if (id.endsWith("0")) {
                throw new Switchboard.Refused("may not turn " + id);
            }
        };

        ContainmentReport report = contain(ids);

        assertThat(report.describe().lines())
                .hasSize(6 + 2 * 10_000)
                .element(5)
                .isEqualTo("  625 x off failed (Refused): may not turn …; e.g. " + ids[0] + ", " + ids[16] + ", "
                        + ids[32]);
        assertThat(report.toHtml().lines().filter(line -> line.startsWith("<tr><td>")))
                .hasSize(10_001);
    }
}
