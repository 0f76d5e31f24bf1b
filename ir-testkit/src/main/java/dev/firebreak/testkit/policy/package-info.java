/**
 * The IAM policy language: documents, and what they say about a request.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.policy.PolicyEvaluation}.
 */
@NullMarked
package dev.firebreak.testkit.policy;

import org.jspecify.annotations.NullMarked;
