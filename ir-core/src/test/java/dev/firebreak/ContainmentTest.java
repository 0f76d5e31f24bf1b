package dev.firebreak;

import static dev.firebreak.Switchboard.ref;
import static dev.firebreak.Switchboard.step;
import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.journal.IncidentLog;
import dev.firebreak.journal.Journal;
import dev.firebreak.journal.JournalRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ContainmentTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final Switchboard board = new Switchboard();
    private final InMemoryJournal journal = InMemoryJournal.create(Clock.fixed(NOW, ZoneOffset.UTC));
    private final List<Duration> pauses = new ArrayList<>();

    private Containment.Builder builder(Journal used) {
        return Containment.builder()
                .provider(board)
                .journal(used)
                .clock(Clock.fixed(NOW, ZoneOffset.UTC))
                .sleeper(pauses::add);
    }

    private ContainmentPlan plan(String... ids) {
        var draft = builder(journal).build().incident("IR-1");
        for (String id : ids) {
            draft = draft.contain(new Switch(id), turnOff());
        }
        return draft.plan();
    }

    private static List<StepStatus> statuses(List<StepResult> results) {
        return results.stream().map(StepResult::status).toList();
    }

    @Test
    void execute_changeIsVisible_containsAndReleaseRestores() {
        board.switches.putAll(Map.of("a", "on", "b", "dimmed", "c", "off"));
        Map<String, String> before = board.snapshot();

        ContainmentReport report = plan("a", "b", "c").execute();

        assertThat(report.isContained()).isTrue();
        assertThat(statuses(report.results()))
                .containsExactly(StepStatus.VERIFIED, StepStatus.VERIFIED, StepStatus.UNCHANGED);
        assertThat(board.switches.values()).containsOnly("off");
        assertThat(report.release().orThrow().isRestored()).isTrue();
        assertThat(board.snapshot()).isEqualTo(before);
    }

    @Test
    void plan_anyAction_changesNothingAndWritesNothing() {
        board.switches.put("a", "on");

        assertThat(plan("a").describe()).contains("Turn a off", "1 steps, 1 of them changes");
        assertThat(board.changes).isEmpty();
        assertThat(journal.read("IR-1")).isEmpty();
    }

    @Test
    void execute_intentionWithPriorState_isInTheJournalBeforeTheChange() {
        board.switches.put("a", "on");
        var seen = new ArrayList<JournalRecord>();
        board.beforeChange = id -> seen.addAll(journal.read("IR-1"));

        plan("a").execute();

        JournalRecord last = seen.get(seen.size() - 1);
        assertThat(last.type()).isEqualTo("step-intended");
        assertThat(last.data().path("before").path("value").asText()).isEqualTo("on");
    }

    @Test
    void execute_planAgain_changesNothingTwice() {
        board.switches.put("a", "on");
        ContainmentPlan plan = plan("a");
        plan.execute();

        assertThat(statuses(plan.execute().results())).containsExactly(StepStatus.VERIFIED);
        assertThat(statuses(plan("a").execute().results())).containsExactly(StepStatus.VERIFIED);
        assertThat(board.changes).containsExactly("a=off");
        plan.execute().release();
        assertThat(board.switches).containsEntry("a", "on");
    }

    @Test
    void execute_undoneByAnother_appliesAgainAndReleaseGoesBackToTheFirstState() {
        board.switches.put("a", "dimmed");
        ContainmentPlan plan = plan("a");
        plan.execute();
        board.switches.put("a", "on");

        assertThat(plan.execute().isContained()).isTrue();
        assertThat(plan.execute().release().isRestored()).isTrue();
        assertThat(board.switches).containsEntry("a", "dimmed");
    }

    @Test
    void release_changedByAnother_refusesAndTouchesNothing() {
        board.switches.put("a", "on");
        ContainmentReport report = plan("a").execute();
        board.switches.put("a", "dimmed");

        ReleaseReport released = report.release();

        assertThat(statuses(released.results())).containsExactly(StepStatus.DRIFTED);
        assertThat(board.switches).containsEntry("a", "dimmed");
        assertThatThrownBy(released::orThrow)
                .isInstanceOf(DriftException.class)
                .hasMessageContaining("dimmed")
                .hasMessageContaining("\"on\"");
    }

    @Test
    void release_twoPlansOnOneResource_takesTheLaterChangeBackFirst() {
        board.switches.put("a", "on");
        Action<Switch> first = (target, context) -> List.of(step(ref("a")).build());
        Action<Switch> second = (target, context) ->
                List.of(step(ref("a")).putParameters("turn", "2").build());
        Containment containment = builder(journal).build();
        containment.incident("IR-1").contain(new Switch("a"), first).plan().execute();
        board.switches.put("a", "dimmed");
        containment.incident("IR-1").contain(new Switch("a"), second).plan().execute();

        containment.release("IR-1");

        assertThat(board.changes).containsExactly("a=off", "a=off", "a=dimmed");
        assertThat(board.switches).containsEntry("a", "dimmed");
    }

    @Test
    void release_stepThatSucceededOnlyInTheSecondRun_isReleasedWithoutWaitingForEver() {
        board.switches.put("a", "on");
        Step first = step(ref("a")).putParameters("turn", "1").build();
        Step second =
                step(ref("a")).putParameters("turn", "2").addAfter(first.id()).build();
        var attempts = new ArrayList<String>();
        board.beforeChange = id -> {
            attempts.add(id);
            if (attempts.size() == 1) {
                throw new Switchboard.Refused("not yet");
            }
        };
        var plan = builder(journal)
                .build()
                .incident("IR-1")
                .contain(new Switch("a"), (target, context) -> List.of(first, second))
                .plan();
        plan.execute();
        board.switches.put("a", "dimmed");

        ContainmentReport report = plan.execute();

        assertThat(report.isContained()).isTrue();
        assertThat(report.release().results()).hasSize(2);
    }

    @Test
    void release_twice_secondHasNothingToDo() {
        board.switches.put("a", "on");
        ContainmentReport report = plan("a").execute();
        report.release();

        assertThat(report.release().results()).isEmpty();
        assertThat(board.changes).containsExactly("a=off", "a=on");
    }

    @Test
    void execute_afterRelease_containsAgain() {
        board.switches.put("a", "on");
        plan("a").execute().release();

        assertThat(plan("a").execute().isContained()).isTrue();
        assertThat(board.changes).containsExactly("a=off", "a=on", "a=off");
    }

    @Test
    void execute_refused_failsOnlyThatStepAndItsDependents() {
        board.switches.putAll(Map.of("a", "on", "b", "on", "c", "on"));
        board.beforeChange = id -> {
            if (id.equals("a")) {
                throw new Switchboard.Refused("no permission");
            }
        };
        Step first = step(ref("a")).build();
        Step dependent = step(ref("b")).addRequires(first.id()).build();
        Action<Switch> chain = (target, context) -> List.of(first, dependent);

        ContainmentReport report = builder(journal)
                .build()
                .incident("IR-1")
                .contain(new Switch("a"), chain)
                .contain(new Switch("c"), turnOff())
                .plan()
                .execute();

        assertThat(report.isContained()).isFalse();
        assertThat(report.results())
                .extracting(result -> result.step().resource().id(), StepResult::status)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("a", StepStatus.FAILED),
                        org.assertj.core.groups.Tuple.tuple("b", StepStatus.SKIPPED),
                        org.assertj.core.groups.Tuple.tuple("c", StepStatus.VERIFIED));
        assertThatThrownBy(report::orThrow)
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("no permission");
        assertThat(report.release().results()).hasSize(1);
        assertThat(board.switches).containsEntry("c", "on");
    }

    @Test
    void execute_targetMissing_failsWithoutIntention() {
        ContainmentReport report = plan("gone").execute();

        assertThat(report.results().get(0).message()).contains("switch gone does not exist", "nothing was changed");
        assertThat(journal.read("IR-1")).extracting(JournalRecord::type).doesNotContain("step-intended");
    }

    @Test
    void execute_answerLostAfterEffect_isVerifiedWithoutASecondChange() {
        board.switches.put("a", "on");
        board.afterChange = id -> {
            throw new Switchboard.Lost();
        };

        ContainmentReport report = plan("a").execute();

        assertThat(statuses(report.results())).containsExactly(StepStatus.VERIFIED);
        assertThat(board.changes).containsExactly("a=off");
    }

    @Test
    void execute_requestLost_isUnknownAndNextRunCompletes() {
        board.switches.put("a", "on");
        board.beforeChange = id -> {
            throw new Switchboard.Lost();
        };
        ContainmentPlan plan = plan("a");

        ContainmentReport report = plan.execute();

        assertThat(statuses(report.results())).containsExactly(StepStatus.UNKNOWN);
        assertThatThrownBy(report::orThrow).isInstanceOf(OutcomeUnknownException.class);
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(60), Duration.ofSeconds(70));
        board.beforeChange = id -> {};
        assertThat(plan.execute().isContained()).isTrue();
        assertThat(plan.execute().release().isRestored()).isTrue();
        assertThat(board.switches).containsEntry("a", "on");
    }

    @Test
    void execute_effectNeverVisible_isUnverifiedNeverSuccess() {
        board.switches.put("a", "on");
        board.afterChange = id -> board.switches.put(id, "on");

        ContainmentReport report = plan("a").execute();

        assertThat(statuses(report.results())).containsExactly(StepStatus.UNVERIFIED);
        assertThat(report.isContained()).isFalse();
    }

    @Test
    void release_effectVisibleAfterTheTimeout_isNoDrift() {
        board.switches.put("a", "on");
        board.afterChange = id -> board.switches.put(id, "on");
        plan("a").execute();
        board.afterChange = id -> {};
        board.switches.put("a", "off");

        ReleaseReport report = builder(journal).build().release("IR-1");

        assertThat(report.isRestored()).as(report::describe).isTrue();
        assertThat(board.switches).containsEntry("a", "on");
    }

    @Test
    void release_effectNotVisibleYet_isNotTakenForBack() {
        board.switches.put("a", "on");
        board.afterChange = id -> board.switches.put(id, "on");
        plan("a").execute();
        board.afterChange = id -> {};
        pauses.clear();
        var containment = builder(journal)
                .sleeper(pause -> {
                    pauses.add(pause);
                    board.switches.put("a", pauses.size() == 3 ? "off" : "on");
                })
                .build();

        ReleaseReport report = containment.release("IR-1");

        assertThat(report.isRestored()).as(report::describe).isTrue();
        assertThat(board.changes).containsExactly("a=off", "a=on");
    }

    @Test
    void execute_effectVisibleLate_waitsForIt() {
        board.switches.put("a", "on");
        board.afterChange = id -> board.switches.put(id, "on");
        var containment = builder(journal)
                .sleeper(pause -> {
                    pauses.add(pause);
                    if (pauses.size() == 3) {
                        board.switches.put("a", "off");
                    }
                })
                .build();

        ContainmentReport report = containment
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan()
                .execute();

        assertThat(report.isContained()).isTrue();
        assertThat(pauses).hasSize(3);
    }

    @Test
    void execute_otherDigest_isRejected() {
        board.switches.put("a", "on");
        ContainmentPlan plan = plan("a");

        assertThatThrownBy(() -> plan.execute("0".repeat(64)))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining(plan.digest());
        assertThat(board.changes).isEmpty();
    }

    @Test
    void load_planFromJson_hasSameDigestAndRuns() {
        board.switches.put("a", "on");
        ContainmentPlan made = plan("a");

        ContainmentPlan loaded = builder(journal).build().load(made.toJson());

        assertThat(loaded.digest()).isEqualTo(made.digest());
        assertThat(loaded.plan()).isEqualTo(made.plan());
        assertThat(loaded.execute(made.digest()).isContained()).isTrue();
    }

    @Test
    void load_alteredPlan_isRejected() {
        board.switches.put("a", "on");
        String altered = plan("a").toJson().replace("switch/a", "switch/b");

        assertThatThrownBy(() -> builder(journal).build().load(altered))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("altered");
    }

    @Test
    void plan_exemptTarget_isLeftOutAndReported() {
        board.switches.putAll(Map.of("a", "on", "b", "on", "c", "on"));
        board.tags.put("a", Map.of("ir:exempt", "2026-11-24 by alice@example.com"));
        board.tags.put("b", Map.of("ir:exempt", "2026-11-23 by alice@example.com"));
        board.tags.put("c", Map.of("ir:exempt", "yes"));
        var containment =
                builder(journal).guard(ExemptionTag.named("ir:exempt")).build();

        ContainmentReport report = containment
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .contain(new Switch("b"), turnOff())
                .contain(new Switch("c"), turnOff())
                .plan()
                .execute();

        assertThat(board.snapshot()).isEqualTo(Map.of("a", "on", "b", "off", "c", "off"));
        assertThat(report.isContained()).isFalse();
        assertThat(report.describe())
                .contains("exempt until 2026-11-24, approved by alice@example.com")
                .contains("it expired on 2026-11-23")
                .contains("does not say until when");
    }

    @Test
    void execute_exemptedAfterPlanning_refusesTheStep() {
        board.switches.put("a", "on");
        var plan = builder(journal)
                .guard(ExemptionTag.named("ir:exempt"))
                .build()
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan();
        board.tags.put("a", Map.of("ir:exempt", "2026-12-31 by bob"));

        assertThat(statuses(plan.execute().results())).containsExactly(StepStatus.REFUSED);
        assertThat(board.changes).isEmpty();
    }

    @Test
    void plan_ownIdentity_isRefused() {
        board.switches.put("a", "on");
        board.own.add(ref("a"));

        ContainmentPlan plan = plan("a");

        assertThat(plan.plan().steps()).isEmpty();
        assertThat(plan.describe()).contains("own-identity", "use other credentials");
        assertThatThrownBy(() -> plan.execute().orThrow()).isInstanceOf(GuardRefusedException.class);
    }

    @Test
    void plan_stepsOfDifferentPhases_areOrderedPerTarget() {
        TargetRef a = ref("a");
        Step tags = step(a).phase(Phase.TAGS).putParameters("n", "1").build();
        Step cut = step(a).phase(Phase.CUT_OFF).build();
        Action<Switch> action = (target, context) -> List.of(tags, cut);

        Plan plan = builder(journal)
                .build()
                .incident("IR-1")
                .contain(new Switch("a"), action)
                .plan()
                .plan();

        assertThat(plan.steps()).extracting(Step::id).containsExactly(cut.id(), tags.id());
        assertThat(plan.steps().get(1).after()).isEqualTo(Set.of(cut.id()));
    }

    @Test
    void plan_stepsThatWaitForEachOther_isRejected() {
        Step a = step(ref("a")).build();
        Step b = step(ref("b")).addRequires(a.id()).build();
        Action<Switch> circle = (target, context) -> List.of(a.withAfter(Set.of(b.id())), b);

        assertThatThrownBy(() -> builder(journal)
                        .build()
                        .incident("IR-1")
                        .contain(new Switch("a"), circle)
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("wait for each other");
    }

    @Test
    void plan_unknownKind_isRejectedBeforeAnyChange() {
        Action<Switch> foreign = (target, context) -> List.of(Step.builder("other.thing", ref("a"))
                .phase(Phase.TAGS)
                .summary("?")
                .build());

        assertThatThrownBy(() -> builder(journal)
                        .build()
                        .incident("IR-1")
                        .contain(new Switch("a"), foreign)
                        .plan())
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("no handler is registered for 'other.thing'");
    }

    @Test
    void execute_journalFails_stopsBeforeTheNextChange() {
        board.switches.putAll(Map.of("a", "on", "b", "on"));
        for (int allowed = 0; allowed < 12; allowed++) {
            board.changes.clear();
            board.switches.replaceAll((id, value) -> "on");
            var failing = new FailingJournal(allowed);
            ContainmentPlan plan = builder(failing)
                    .parallelism(1)
                    .build()
                    .incident("IR-1")
                    .contain(new Switch("a"), turnOff())
                    .contain(new Switch("b"), turnOff())
                    .plan();
            try {
                plan.execute();
            } catch (JournalException e) {
                assertThat(e).hasMessageContaining("disk full");
            }
            long intended = failing.records.stream()
                    .filter(type -> type.equals("step-intended"))
                    .count();
            assertThat((long) board.changes.size()).isEqualTo(intended);
        }
    }

    @Test
    void build_withoutJournal_saysWhatToCall() {
        assertThatThrownBy(() -> Containment.builder().build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("journal(FileJournal.in(directory))");
    }

    @Test
    void resume_unknownIncident_isRejected() {
        assertThatThrownBy(() -> builder(journal).build().resume("IR-404"))
                .isInstanceOf(PlanRejectedException.class)
                .hasMessageContaining("IR-404");
    }

    /** Takes a number of records, then none. */
    private final class FailingJournal implements Journal {
        private final List<String> records = Collections.synchronizedList(new ArrayList<>());
        private final InMemoryJournal inner = InMemoryJournal.create();
        private final int allowed;

        FailingJournal(int allowed) {
            this.allowed = allowed;
        }

        @Override
        public IncidentLog open(String incident) {
            IncidentLog log = inner.open(incident);
            return new IncidentLog() {
                @Override
                public synchronized JournalRecord append(String type, String step, JsonNode data) {
                    if (records.size() >= allowed) {
                        throw new JournalException("disk full");
                    }
                    records.add(type);
                    return log.append(type, step, data);
                }

                @Override
                public List<JournalRecord> records() {
                    return log.records();
                }

                @Override
                public void close() {
                    log.close();
                }
            };
        }

        @Override
        public List<JournalRecord> read(String incident) {
            return inner.read(incident);
        }
    }
}
