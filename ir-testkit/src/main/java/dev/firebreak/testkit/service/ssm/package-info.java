/**
 * The fake Systems Manager. Entry type: {@link dev.firebreak.testkit.service.ssm.SsmService}.
 */
@NullMarked
package dev.firebreak.testkit.service.ssm;

import org.jspecify.annotations.NullMarked;
