package dev.firebreak.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A behaviour of AWS that the annotated test proves of the fake, through both doors. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AwsFact {
    /** The behaviour, in one sentence without a full stop. */
    String value();

    /** The page of the AWS documentation that says so. */
    String source();
}
