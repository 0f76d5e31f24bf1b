/**
 * The fake Secrets Manager. Entry type: {@link dev.firebreak.testkit.service.secretsmanager.SecretsManagerService}.
 */
@NullMarked
package dev.firebreak.testkit.service.secretsmanager;

import org.jspecify.annotations.NullMarked;
