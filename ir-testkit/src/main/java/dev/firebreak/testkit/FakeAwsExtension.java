package dev.firebreak.testkit;

import java.time.Clock;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.core.SdkClient;

/** The JUnit Jupiter extension behind {@link FakeAwsTest}. */
public final class FakeAwsExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(FakeAwsExtension.class);

    /** Made by JUnit Jupiter. */
    public FakeAwsExtension() {}

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext rootContext) {
        // Constructor parameters come from the fake of the test method too.
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == FakeAws.class
                || type == ManualClock.class
                || SdkClients.types().contains(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        FakeAws fake = fake(context);
        if (type == FakeAws.class) {
            return fake;
        }
        return type == ManualClock.class ? clock(fake) : fake.clients().get(type.asSubclass(SdkClient.class));
    }

    private static ManualClock clock(FakeAws fake) {
        if (fake.world().clock() instanceof ManualClock clock) {
            return clock;
        }
        throw new ParameterResolutionException(
                "Cannot inject ManualClock: the clock is the system's (must be @FakeAwsTest(manualClock = true))");
    }

    private static FakeAws fake(ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "Cannot inject into all tests at once: a FakeAws lives as long as one test method");
        }
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(FakeAws.class, made -> create(settings(context)), FakeAws.class);
    }

    private static FakeAwsTest settings(ExtensionContext context) {
        return context.getElement()
                .flatMap(element -> AnnotationSupport.findAnnotation(element, FakeAwsTest.class))
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), FakeAwsTest.class))
                .orElseThrow(() -> new ParameterResolutionException("Cannot find annotation: @FakeAwsTest"));
    }

    private static FakeAws create(FakeAwsTest settings) {
        FakeAwsBuilder builder = FakeAws.builder()
                .accountId(settings.accountId())
                .region(settings.region())
                .clock(settings.manualClock() ? ManualClock.create() : Clock.systemUTC());
        return (settings.enforceIam() ? builder.enforceIam() : builder).build();
    }
}
