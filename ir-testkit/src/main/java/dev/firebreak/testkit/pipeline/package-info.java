/**
 * The way of a call: whose it is, the interceptors it passes, the operation, the answer.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.pipeline.Interceptor}, by which whatever AWS does around an operation is added.
 */
@NullMarked
package dev.firebreak.testkit.pipeline;

import org.jspecify.annotations.NullMarked;
