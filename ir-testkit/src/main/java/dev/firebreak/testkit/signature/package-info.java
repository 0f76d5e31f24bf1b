/**
 * Signature Version 4: who signed a request, and whether the signature holds.
 *
 * <p>Entry type: {@link dev.firebreak.testkit.signature.Authentication}, the interceptor that refuses what AWS would not take for signed.
 */
@NullMarked
package dev.firebreak.testkit.signature;

import org.jspecify.annotations.NullMarked;
