package dev.firebreak;

import dev.firebreak.spi.Cost;
import dev.firebreak.spi.Failure;
import dev.firebreak.spi.Pace;
import dev.firebreak.spi.Provider;
import dev.firebreak.spi.Reads;
import dev.firebreak.spi.StepContext;
import dev.firebreak.spi.StepHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A world of named switches, each on or off, that can refuse, lose answers and lag. */
class Switchboard implements Provider {
    final Map<String, String> switches = new ConcurrentHashMap<>();
    final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    final List<String> changes = Collections.synchronizedList(new ArrayList<>());
    final List<TargetRef> own = new ArrayList<>();

    /** The kinds of step that turn a switch off. */
    final List<String> kinds = new ArrayList<>(List.of("board.off"));

    Consumer<StepContext> whileApplying = context -> {};
    Consumer<String> beforeChange = id -> {};
    Consumer<String> afterChange = id -> {};
    Pace.Usage usage = new Pace.Usage(0, Duration.ZERO);

    record Switch(String id) implements Target {
        @Override
        public String provider() {
            return "board";
        }

        @Override
        public String type() {
            return "switch";
        }
    }

    record Position(String value) {}

    static final class Refused extends RuntimeException {
        Refused(String message) {
            super(message);
        }
    }

    static final class Lost extends RuntimeException {
        Lost() {
            super("connection reset");
        }
    }

    static Action<Switch> turnOff() {
        return (target, context) -> List.of(step(context.resolve(target)).build());
    }

    static Step.Builder step(TargetRef resource) {
        return Step.builder("board.off", resource).phase(Phase.CUT_OFF).summary("Turn " + resource.id() + " off");
    }

    static TargetRef ref(String id) {
        return new TargetRef("board", "1", "", "switch", id);
    }

    Map<String, String> snapshot() {
        return new TreeMap<>(switches);
    }

    @Override
    public String name() {
        return "board";
    }

    @Override
    public TargetRef resolve(Target target) {
        return ref(target.id());
    }

    @Override
    public Pace pace() {
        return new Pace() {
            @Override
            public Grant take(TargetRef place, Cost cost, int steps) {
                return UNLIMITED.take(place, cost, steps);
            }

            @Override
            public Usage usage() {
                return usage;
            }
        };
    }

    @Override
    public List<StepHandler<?>> handlers() {
        return kinds.stream().<StepHandler<?>>map(Off::new).toList();
    }

    @Override
    public Failure classify(RuntimeException exception) {
        return exception instanceof Refused
                ? new Failure(Failure.Kind.REFUSED, String.valueOf(exception.getMessage()), "Refused", "r-1")
                : Failure.unknown(exception);
    }

    @Override
    public List<TargetRef> callers(TargetRef resource) {
        return own;
    }

    @Override
    public Map<String, String> tags(TargetRef resource, Reads reads) {
        return tags.getOrDefault(resource.id(), Map.of());
    }

    private void set(String id, String value) {
        beforeChange.accept(id);
        switches.put(id, value);
        changes.add(id + "=" + value);
        afterChange.accept(id);
    }

    private final class Off implements StepHandler<Position> {
        private final String kind;

        Off(String kind) {
            this.kind = kind;
        }

        @Override
        public String kind() {
            return kind;
        }

        @Override
        public Class<Position> stateType() {
            return Position.class;
        }

        @Override
        public Position observe(StepContext context) {
            String id = context.step().resource().id();
            String value = switches.get(id);
            if (value == null) {
                throw new Refused("switch " + id + " does not exist");
            }
            return new Position(value);
        }

        @Override
        public void apply(StepContext context, Position before) {
            whileApplying.accept(context);
            set(context.step().resource().id(), "off");
        }

        @Override
        public boolean verify(StepContext context, Position now) {
            return now.value().equals("off");
        }

        @Override
        public void revert(StepContext context, Position before, Position now) {
            set(context.step().resource().id(), before.value());
        }
    }
}
