/**
 * What keys of KMS do: encrypt, sign, make data keys and authentication codes.
 */
@NullMarked
package dev.firebreak.testkit.service.kms.crypto;

import org.jspecify.annotations.NullMarked;
