package dev.firebreak.evidence;

import java.security.PublicKey;

/**
 * Signs checkpoints with a key that it keeps: a local one, as {@link Ed25519Signer} does, or one that never leaves a key service.
 *
 * <p><b>Threading:</b> safe for use by many threads.
 */
public interface Signer {
    /** The name of the key in signatures, such as {@code soc.example.com/evidence}: no white space and no plus sign. */
    String name();

    /** The key to verify with: Ed25519, or an elliptic-curve key of which signatures are ECDSA with SHA-256 in DER. */
    PublicKey publicKey();

    /** The signature of these bytes. */
    byte[] sign(byte[] message);
}
