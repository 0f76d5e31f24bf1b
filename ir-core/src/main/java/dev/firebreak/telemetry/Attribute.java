package dev.firebreak.telemetry;

import dev.firebreak.Step;
import dev.firebreak.StepResult;
import dev.firebreak.StepStatus;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.Locale;

/** The attributes of spans and metrics. */
final class Attribute {
    static final String SCOPE = "dev.firebreak";

    static final AttributeKey<String> INCIDENT = AttributeKey.stringKey("firebreak.incident");
    static final AttributeKey<String> STAGE = AttributeKey.stringKey("firebreak.stage");
    static final AttributeKey<String> DIGEST = AttributeKey.stringKey("firebreak.plan.digest");
    static final AttributeKey<Long> STEPS = AttributeKey.longKey("firebreak.steps");
    static final AttributeKey<Long> REFUSALS = AttributeKey.longKey("firebreak.refusals");
    static final AttributeKey<String> STEP = AttributeKey.stringKey("firebreak.step");
    static final AttributeKey<String> KIND = AttributeKey.stringKey("firebreak.kind");
    static final AttributeKey<String> STATUS = AttributeKey.stringKey("firebreak.status");
    static final AttributeKey<String> PROVIDER = AttributeKey.stringKey("firebreak.provider");
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> ACCOUNT = AttributeKey.stringKey("firebreak.target.account");
    private static final AttributeKey<String> REGION = AttributeKey.stringKey("firebreak.target.region");
    private static final AttributeKey<String> TYPE = AttributeKey.stringKey("firebreak.target.type");
    private static final AttributeKey<String> ID = AttributeKey.stringKey("firebreak.target.id");
    private static final AttributeKey<String> RESOURCE = AttributeKey.stringKey("firebreak.resource");

    private Attribute() {}

    /** What a step is. */
    static Attributes of(Step step) {
        return Attributes.builder()
                .put(STEP, step.id())
                .put(KIND, step.kind())
                .put(ACCOUNT, step.target().account())
                .put(REGION, step.target().region())
                .put(TYPE, step.target().type())
                .put(ID, step.target().id())
                .put(RESOURCE, step.resource().toString())
                .build();
    }

    /** How a step ended, of metrics: few values. */
    static Attributes of(StepResult result) {
        return Attributes.of(KIND, result.step().kind(), STATUS, word(result.status()));
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** Whether somebody has to see to it. */
    static boolean isError(StepStatus status) {
        return switch (status) {
            case UNVERIFIED, UNDONE, FAILED, UNKNOWN, DRIFTED -> true;
            case VERIFIED, UNCHANGED, SKIPPED, REFUSED, REVERTED, KEPT, IRREVERSIBLE -> false;
        };
    }
}
