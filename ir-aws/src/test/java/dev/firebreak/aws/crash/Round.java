package dev.firebreak.aws.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.firebreak.JournalException;
import dev.firebreak.PlanRejectedException;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import dev.firebreak.journal.FileJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.model.Image;

/** Some incidents in one town, with deaths, faults, drifts, and processes that get in each other's way; in the end all is released. */
final class Round {
    private static final BiFunction<Worker, Mission, List<StepResult>> RESPOND = Worker::respond;
    private static final BiFunction<Worker, Mission, List<StepResult>> RELEASE = Worker::release;
    private static final int LONGEST_LIFE = 120;
    private static final double MOST_FAULTS = 0.02;

    private final Town town;
    private final Random random;
    private final Figures figures;
    private final List<Mission> missions;
    private final Set<String> drifted = new HashSet<>();
    private final Map<String, Ends> lastRelease = new TreeMap<>();

    Round(Town town, Random random, Figures figures) {
        this.town = town;
        this.random = random;
        this.figures = figures;
        this.missions = IntStream.rangeClosed(1, 2 + random.nextInt(4))
                .mapToObj(number -> town.mission("IR-" + number, random))
                .toList();
    }

    List<Mission> missions() {
        return missions;
    }

    void run() {
        struggle(RESPOND);
        missions.forEach(this::contain);
        List<Drift<?>> drifts = drift();
        struggle(RELEASE);
        releaseAll();
        for (Drift<?> drift : drifts) {
            assertThat(drift.isUntouched()).as("%s is untouched", drift).isTrue();
            assertThat(drifted).as("%s is reported", drift).contains(drift.resource());
        }
        Collections.reverse(drifts);
        drifts.forEach(Drift::undo);
        releaseAll();
        assertAllIsAsBefore();
    }

    /** Each mission is tried by several processes, most of which die or meet faults, and some of which run side by side. */
    private void struggle(BiFunction<Worker, Mission, List<StepResult>> work) {
        for (Mission mission : missions) {
            RandomFaults.show(town.fake, random, MOST_FAULTS);
            town.fake.clearCalls();
            for (int tries = random.nextInt(4); tries > 0; tries--) {
                if (random.nextInt(3) > 0) {
                    live(work, mission, random.nextInt(LONGEST_LIFE));
                } else {
                    Mission other = Town.any(missions, random);
                    int otherLife = random.nextInt(LONGEST_LIFE);
                    var beside = CompletableFuture.runAsync(() -> live(work, other, otherLife));
                    live(work, mission, random.nextInt(LONGEST_LIFE));
                    beside.join();
                }
            }
            figures.faults.addAndGet(RandomFaults.met(town.fake));
            town.fake.faults().clear();
        }
    }

    private void live(BiFunction<Worker, Mission, List<StepResult>> work, Mission mission, int life) {
        Fate fate = Fate.inPlay(1 + life);
        figures.processes.incrementAndGet();
        try (Worker worker = town.worker(fate)) {
            work.apply(worker, mission);
        } catch (PlanRejectedException | SdkException | JournalException hindered) {
            figures.hindered.incrementAndGet();
        } catch (RuntimeException | ProcessDeath e) {
            if (!fate.isDead()) {
                throw e;
            }
        } finally {
            figures.deaths.addAndGet(fate.isDead() ? 1 : 0);
        }
    }

    /**
     * Without faults a mission succeeds; where others changed what its plan relied on, or have so many snapshots of a volume under way that
     * there may be no more, by a new plan some time later.
     */
    private void contain(Mission mission) {
        try (Worker worker = town.worker(Fate.spared())) {
            Ends ends = Ends.of(worker.respond(mission));
            if (!ends.haveSucceeded()) {
                town.pass(Duration.ofHours(1));
                ends = Ends.of(worker.contain(mission));
                figures.plannedAgain.incrementAndGet();
            }
            assertThat(ends.haveSucceeded()).as("%s: %s", mission, ends).isTrue();
            figures.plans.incrementAndGet();
        }
    }

    private List<Drift<?>> drift() {
        var drifts = new ArrayList<Drift<?>>();
        for (int number = random.nextInt(3); number > 0; number--) {
            Optional<Drift<?>> drift = Drift.at(town, random);
            drift.filter(one ->
                            drifts.stream().noneMatch(other -> other.resource().equals(one.resource())))
                    .ifPresentOrElse(drifts::add, () -> drift.ifPresent(Drift::undo));
        }
        figures.drifts.addAndGet(drifts.size());
        return drifts;
    }

    /** Incidents that share resources go back in the reverse order of their changes, whatever the order in which they are released. */
    private void releaseAll() {
        var order = new ArrayList<>(missions);
        try (Worker worker = town.worker(Fate.spared())) {
            for (int times = 0; times <= missions.size(); times++) {
                Collections.shuffle(order, random);
                for (Mission mission : order) {
                    List<StepResult> results = worker.release(mission);
                    lastRelease.put(mission.incident(), Ends.of(results));
                    results.stream()
                            .filter(result -> result.status() == StepStatus.DRIFTED)
                            .forEach(result ->
                                    drifted.add(result.step().resource().id()));
                }
            }
        }
    }

    private void assertAllIsAsBefore() {
        JsonNode now = View.withoutEvidence(town.fake.snapshot());
        assertThat(View.differences(now, View.withoutEvidence(town.before)))
                .as(lastRelease::toString)
                .isEmpty();
        assertThat(now.toString()).doesNotContain("firebreak:incident");
        assertThat(town.fake
                        .ec2()
                        .describeImages(request -> request.owners("self"))
                        .images())
                .extracting(Image::name)
                .doesNotHaveDuplicates();
        for (Mission mission : missions) {
            assertThat(FileJournal.verify(town.journal(mission)).problems())
                    .as(mission::toString)
                    .isEmpty();
        }
    }
}
