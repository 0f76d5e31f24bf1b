/**
 * The fake KMS. Entry type: {@link dev.firebreak.testkit.service.kms.KmsService}.
 */
@NullMarked
package dev.firebreak.testkit.service.kms;

import org.jspecify.annotations.NullMarked;
