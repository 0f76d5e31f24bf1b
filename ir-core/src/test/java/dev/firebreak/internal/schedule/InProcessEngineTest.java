package dev.firebreak.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.spi.Engine;
import dev.firebreak.spi.Engine.Place;
import dev.firebreak.spi.Engine.Task;
import dev.firebreak.spi.Engine.Work;
import dev.firebreak.spi.Pace.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InProcessEngineTest {
    private final List<List<String>> ran = Collections.synchronizedList(new ArrayList<>());

    /** Work that notes what ran together. */
    private class Noting implements Work {
        @Override
        public void prepare(List<String> ids) {}

        @Override
        public Grant admit(List<String> ids) {
            return Grant.of(ids.size());
        }

        @Override
        public void run(List<String> ids) {
            ran.add(ids);
        }
    }

    /** A grant for fewer steps than were asked for. */
    private record Short(int steps) implements Grant {
        @Override
        public Duration pause(int more) {
            return Duration.ofMillis(1);
        }

        @Override
        public void use(Runnable work) {
            work.run();
        }
    }

    private static Task task(String id, Place place, String... after) {
        return new Task(id, Set.of(after), Set.of(), place);
    }

    private static List<Task> batch(int count, int size, Duration spacing) {
        return IntStream.range(0, count)
                .mapToObj(number -> task("t" + number, new Place("lane", 0, "kind", size, spacing)))
                .toList();
    }

    @Test
    void run_oneLaneOneAtATime_takesTheMostUrgentFirst() {
        Function<Integer, Place> urgency = value -> Place.alone("lane", value);

        Engine.inProcess(1)
                .run(
                        List.of(
                                task("tags", urgency.apply(5)),
                                task("key", urgency.apply(1)),
                                task("cut", urgency.apply(0))),
                        new Noting());

        assertThat(ran).containsExactly(List.of("cut"), List.of("key"), List.of("tags"));
    }

    @Test
    void run_tasksOfOneBatch_runTogetherUpToTheirSize() {
        Engine.inProcess(1).run(batch(25, 10, Duration.ZERO), new Noting());

        assertThat(ran).extracting(List::size).containsExactly(10, 10, 5);
    }

    @Test
    void run_quotaForFew_runsThemAndAsksAgain() {
        Engine.inProcess(4).run(batch(7, 10, Duration.ZERO), new Noting() {
            @Override
            public Grant admit(List<String> ids) {
                return new Short(Math.min(3, ids.size()));
            }
        });

        assertThat(ran).extracting(List::size).containsExactlyInAnyOrder(3, 3, 1);
        assertThat(ran.stream().flatMap(List::stream)).doesNotHaveDuplicates().hasSize(7);
    }

    @Test
    void run_quotaUsedUp_letsOtherTasksOfTheLaneGo() {
        var asked = new AtomicInteger();
        Task slow = task("slow", Place.alone("lane", 0));
        Task quick = task("quick", Place.alone("lane", 1));

        Engine.inProcess(1).run(List.of(slow, quick), new Noting() {
            @Override
            public Grant admit(List<String> ids) {
                boolean wait = ids.contains("slow") && ran.isEmpty();
                asked.incrementAndGet();
                return wait ? new Short(0) : Grant.of(ids.size());
            }
        });

        assertThat(ran).containsExactly(List.of("quick"), List.of("slow"));
        assertThat(asked.get()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void run_busyLane_keepsNoOtherWaiting() {
        var otherRan = new CountDownLatch(1);
        var timely = new AtomicInteger();
        List<Task> tasks = new ArrayList<>(IntStream.range(0, 20)
                .mapToObj(number -> task("busy" + number, Place.alone("busy", 0)))
                .toList());
        tasks.add(task("other", Place.alone("other", 5)));

        Engine.inProcess(2).run(tasks, new Noting() {
            @Override
            public void run(List<String> ids) {
                if (ids.contains("other")) {
                    otherRan.countDown();
                } else if (awaitOther()) {
                    timely.incrementAndGet();
                }
            }

            private boolean awaitOther() {
                try {
                    return otherRan.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });

        assertThat(timely.get()).isEqualTo(20);
    }

    @Test
    void run_workThrows_leavesOutWhatWasNotBegun() {
        List<Task> tasks =
                List.of(task("first", Place.alone("lane", 0)), task("second", Place.alone("lane", 0), "first"));

        assertThatThrownBy(() -> Engine.inProcess(4).run(tasks, new Noting() {
                    @Override
                    public void run(List<String> ids) {
                        super.run(ids);
                        throw new IllegalArgumentException("no more");
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no more");
        assertThat(ran).containsExactly(List.of("first"));
    }

    @Test
    void run_admissionThrows_leavesOutWhatWasNotBegun() {
        Task first = task("first", Place.alone("lane", 0));
        Task second = task("second", Place.alone("lane", 0), "first");

        assertThatThrownBy(() -> Engine.inProcess(4).run(List.of(first, second), new Noting() {
                    @Override
                    public Grant admit(List<String> ids) {
                        if (ids.contains("second")) {
                            throw new IllegalArgumentException("no quota known");
                        }
                        return super.admit(ids);
                    }
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no quota known");
        assertThat(ran).containsExactly(List.of("first"));
    }

    @Test
    @Timeout(60)
    void run_admissionLacksAClass_stops() {
        assertThatThrownBy(() -> Engine.inProcess(4).run(List.of(task("first", Place.alone("lane", 0))), new Noting() {
                    @Override
                    public Grant admit(List<String> ids) {
                        throw new NoClassDefFoundError("app/Quota");
                    }
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cannot go on after java.lang.NoClassDefFoundError: app/Quota");
        assertThat(ran).isEmpty();
    }

    @Test
    void run_tasksThatWaitForEachOther_isRefused() {
        List<Task> tasks = List.of(task("a", Place.alone("lane", 0), "b"), task("b", Place.alone("lane", 0), "a"));

        assertThatThrownBy(() -> Engine.inProcess(4).run(tasks, new Noting()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("wait for each other");
    }
}
