package dev.firebreak.internal;

import dev.firebreak.telemetry.Activity;
import dev.firebreak.telemetry.Activity.Part;
import dev.firebreak.telemetry.Observer;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.MDC;

/** Has what is logged on the way carry the incident, and the step where there is one. */
public final class LogContext implements Observer {
    @Override
    @SuppressWarnings("try")
    public void around(Activity activity, Runnable work) {
        try (var incident =
                MDC.putCloseable("firebreak.incident", activity.incident().id())) {
            if (activity instanceof Part part && !part.steps().isEmpty()) {
                withSteps(part, work);
            } else {
                work.run();
            }
        }
    }

    @Override
    public UnaryOperator<Runnable> carrier() {
        Map<String, String> here = MDC.getCopyOfContextMap();
        return work -> () -> {
            MDC.setContextMap(here == null ? Map.of() : here);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        };
    }

    @SuppressWarnings("try")
    private static void withSteps(Part part, Runnable work) {
        int count = part.steps().size();
        String name = count == 1 ? part.steps().get(0).id() : count + " steps";
        try (var step = MDC.putCloseable("firebreak.step", name)) {
            work.run();
        }
    }
}
