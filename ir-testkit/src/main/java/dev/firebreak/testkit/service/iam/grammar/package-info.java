/**
 * The finer grammar of policies, for {@link dev.firebreak.testkit.service.iam.PolicyGrammar}: resources and conditions.
 */
@NullMarked
package dev.firebreak.testkit.service.iam.grammar;

import org.jspecify.annotations.NullMarked;
