package dev.firebreak;

import static dev.firebreak.Switchboard.turnOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Switchboard.Switch;
import dev.firebreak.journal.InMemoryJournal;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Guard;
import dev.firebreak.spi.GuardContext;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Reads;
import dev.firebreak.spi.StepHandler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the authors of providers, guards and listeners get wrong is told, and lets nothing pass that a guard is there for. */
@SuppressWarnings("NullAway") // Some authors answer null.
class ProviderMistakesTest {
    private static ContainmentPlan plan(Switchboard board, Consumer<Containment.Builder> more) {
        board.switches.put("a", "on");
        Containment.Builder builder = Containment.builder()
                .provider(board)
                .journal(InMemoryJournal.create())
                .sleeper(pause -> {});
        more.accept(builder);
        return builder.build()
                .incident("IR-1")
                .contain(new Switch("a"), turnOff())
                .plan();
    }

    private static StepResult run(Switchboard board) {
        return plan(board, builder -> {}).execute().results().get(0);
    }

    private enum Wrong {
        NULL {
            @Override
            <V> V answer() {
                return null;
            }
        },
        EXCEPTION {
            @Override
            <V> V answer() {
                throw new IllegalStateException("no idea");
            }
        },
        ERROR {
            @Override
            <V> V answer() {
                throw new NoClassDefFoundError("app/Fuse");
            }
        };

        abstract <V> V answer();
    }

    @ParameterizedTest
    @EnumSource
    void execute_providerCannotClassify_isUnknown(Wrong wrong) {
        var board = new Switchboard() {
            @Override
            public Failure classify(RuntimeException exception) {
                return wrong.answer();
            }
        };
        board.beforeChange = id -> {
            throw new Switchboard.Refused("it is locked");
        };

        StepResult result = run(board);

        assertThat(result.status()).isEqualTo(StepStatus.UNKNOWN);
        assertThat(result.message()).contains("it is locked");
    }

    @Test
    void execute_providerClassifiesAsNothing_isUnknown() {
        var board = new Switchboard() {
            @Override
            public Failure classify(RuntimeException exception) {
                return new Failure(null, null, null, null);
            }
        };
        board.beforeChange = id -> {
            throw new Switchboard.Refused("it is locked");
        };

        StepResult result = run(board);

        assertThat(result.status()).isEqualTo(StepStatus.UNKNOWN);
        assertThat(result.message()).isEqualTo("no reason was given");
    }

    @ParameterizedTest
    @EnumSource
    void execute_quotaCannotBeTold_beginsAtOnce(Wrong wrong) {
        StepResult result = run(new Switchboard() {
            @Override
            public Pace pace() {
                return (place, cost, steps) -> wrong.answer();
            }
        });

        assertThat(result.status()).isEqualTo(StepStatus.VERIFIED);
    }

    @Test
    void execute_moreIsGrantedThanThereIs_beginsAtOnce() {
        StepResult result = run(new Switchboard() {
            @Override
            public Pace pace() {
                return (place, cost, steps) -> Pace.Grant.of(steps + 1);
            }
        });

        assertThat(result.status()).isEqualTo(StepStatus.VERIFIED);
    }

    @ParameterizedTest
    @EnumSource
    void plan_tagsCannotBeTold_refusesTheStep(Wrong wrong) {
        var board = new Switchboard() {
            @Override
            public Map<String, String> tags(TargetRef resource, Reads reads) {
                return wrong.answer();
            }
        };

        ContainmentPlan plan = plan(board, builder -> builder.guard(ExemptionTag.named("exempt")));

        assertThat(plan.plan().steps()).isEmpty();
        assertThat(plan.plan().refusals())
                .singleElement()
                .extracting(Refusal::reason)
                .asString()
                .startsWith("the guard could not decide: ");
    }

    @ParameterizedTest
    @EnumSource
    void plan_callersCannotBeTold_refusesTheStep(Wrong wrong) {
        ContainmentPlan plan = plan(
                new Switchboard() {
                    @Override
                    public List<TargetRef> callers(TargetRef resource) {
                        return wrong.answer();
                    }
                },
                builder -> {});

        assertThat(plan.plan().refusals()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void plan_guardCannotDecide_refusesTheStep(Wrong wrong) {
        var guard = new Guard() {
            @Override
            public String name() {
                return "careful";
            }

            @Override
            public Optional<String> refuse(Step step, GuardContext context) {
                return wrong.answer();
            }
        };

        ContainmentPlan plan = plan(new Switchboard(), builder -> builder.guard(guard));

        assertThat(plan.plan().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.guard()).isEqualTo("careful");
            assertThat(refusal.reason()).startsWith("the guard could not decide: ");
        });
    }

    @Test
    void guard_withoutName_isRefused() {
        var guard = new Guard() {
            @Override
            public String name() {
                return null;
            }

            @Override
            public Optional<String> refuse(Step step, GuardContext context) {
                return Optional.empty();
            }
        };

        assertThatThrownBy(() -> Containment.builder().guard(guard)).hasMessageEndingWith(": it has no name");
    }

    @ParameterizedTest
    @EnumSource
    void plan_targetIsNotResolved_isRejected(Wrong wrong) {
        var board = new Switchboard() {
            @Override
            public TargetRef resolve(Target target) {
                return wrong.answer();
            }
        };

        assertThatThrownBy(() -> plan(board, builder -> {})).isInstanceOf(PlanRejectedException.class);
    }

    @Test
    void build_noHandlers_namesTheProvider() {
        var board = new Switchboard() {
            @Override
            public List<StepHandler<?>> handlers() {
                return null;
            }
        };

        assertThatThrownBy(() -> plan(board, builder -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageMatching("Cannot build: \\S*ProviderMistakesTest\\S* answered null for its handlers");
    }

    @Test
    void build_twoProvidersOfOneName_namesTheProviders() {
        assertThatThrownBy(() -> plan(new Switchboard(), builder -> builder.provider(new Switchboard())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("Cannot build: two providers have the name 'board'");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NULL")
    void execute_listenersThrow_goesOn(Wrong wrong) {
        ContainmentReport report = plan(
                        new Switchboard(),
                        builder -> builder.onPlan(plan -> wrong.answer()).onStep(result -> wrong.answer()))
                .execute();

        assertThat(report.isContained()).as(report::describe).isTrue();
    }
}
