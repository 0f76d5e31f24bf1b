/**
 * The fake Lambda. Entry type: {@link dev.firebreak.testkit.service.lambda.LambdaService}.
 */
@NullMarked
package dev.firebreak.testkit.service.lambda;

import org.jspecify.annotations.NullMarked;
