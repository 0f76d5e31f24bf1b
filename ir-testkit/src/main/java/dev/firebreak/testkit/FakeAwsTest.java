package dev.firebreak.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives every test method of a class, or one test method, a fresh {@link FakeAws} that is closed afterwards.
 *
 * <p>Constructors and methods may take as parameters the {@link FakeAws}, the synchronous SDK clients of EC2, Auto Scaling,
 * IAM, STS and S3, and, where {@link #manualClock()} says so, the {@link ManualClock}.
 *
 * <pre>{@code
 * @FakeAwsTest
 * class IsolationTest {
 *     @Test
 *     void isolate_runningInstance_cutsIt(FakeAws fake, Ec2Client ec2) { ... }
 * }
 * }</pre>
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(FakeAwsExtension.class)
public @interface FakeAwsTest {
    /** The default account. If not set, 123456789012. */
    String accountId() default "123456789012";

    /** The default Region. If not set, eu-west-1. */
    String region() default "eu-west-1";

    /** Whether time stands still until the test moves it. If not set, the system's clock is used. */
    boolean manualClock() default false;

    /** Whether signatures are verified and policies evaluated, as an attacker needs it. If not set, they are not. */
    boolean enforceIam() default false;
}
