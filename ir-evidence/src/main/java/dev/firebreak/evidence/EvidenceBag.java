package dev.firebreak.evidence;

import dev.firebreak.evidence.internal.BagVerifier;
import dev.firebreak.evidence.internal.SealedBag;
import java.nio.file.Path;
import java.security.PublicKey;

/**
 * Sealed evidence: a BagIt 1.0 directory (RFC 8493) with the chain of custody and a signed checkpoint over it.
 *
 * <p>Others can check it without this library: {@code sha256sum -c manifest-sha256.txt}, any BagIt validator, and
 * {@code openssl pkeyutl -verify -pubin -inkey signer.pub.pem -rawin -in checkpoint.body -sigfile checkpoint.sig}.
 */
public final class EvidenceBag {
    private final SealedBag bag;

    EvidenceBag(SealedBag bag) {
        this.bag = bag;
    }

    /** The bag's directory. */
    public Path path() {
        return bag.path();
    }

    /** The incident's id. */
    public String incident() {
        return bag.incident();
    }

    /** The SHA-256 of the payload manifest, which the journal and the signature name. */
    public String manifestSha256() {
        return bag.manifestSha256();
    }

    /** Checks this bag against the key that sealed it. */
    public BagVerification verify() {
        return verify(path(), bag.key());
    }

    /**
     * Checks a bag against the key that lies in it. This shows damage, but not a forger who sealed it anew with another key: where it
     * matters, give the key that you expect.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when the directory cannot be read
     */
    public static BagVerification verify(Path bag) {
        return BagVerifier.verify(bag, null);
    }

    /**
     * Checks a bag against the key that is expected to have sealed it.
     *
     * @throws dev.firebreak.EvidenceIntegrityException when the directory cannot be read
     */
    public static BagVerification verify(Path bag, PublicKey expected) {
        return BagVerifier.verify(bag, expected);
    }
}
