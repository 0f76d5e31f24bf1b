package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.kms.KmsErrors;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.HexFormat;
import java.util.Map;
import software.amazon.awssdk.services.kms.model.SigningAlgorithmSpec;

/**
 * One way of signing.
 *
 * @param algorithm the algorithm as KMS names it
 * @param ofDigest whether what is given is a digest of the message already
 */
record KeySignature(SigningAlgorithmSpec algorithm, boolean ofDigest) {
    /** How PKCS#1 marks which digest was signed. */
    private static final Map<Integer, String> DIGEST_INFO = Map.of(
            256, "3031300d060960864801650304020105000420",
            384, "3041300d060960864801650304020205000430",
            512, "3051300d060960864801650304020305000440");

    private int bits() {
        String name = algorithm.toString();
        return Integer.parseInt(name.substring(name.length() - 3));
    }

    private boolean isPss() {
        return algorithm.toString().startsWith("RSASSA_PSS");
    }

    private boolean isEcdsa() {
        return algorithm.toString().startsWith("ECDSA");
    }

    byte[] sign(PrivateKey key, byte[] message) {
        checkDigest(message);
        try {
            Signature signature = instance();
            signature.initSign(key);
            signature.update(prepared(message));
            return signature.sign();
        } catch (GeneralSecurityException unfit) {
            throw new IllegalStateException("Cannot sign: " + algorithm + " failed", unfit);
        }
    }

    boolean verifies(PublicKey key, byte[] message, byte[] signed) {
        checkDigest(message);
        try {
            Signature signature = instance();
            signature.initVerify(key);
            signature.update(prepared(message));
            return signature.verify(signed);
        } catch (GeneralSecurityException noSignature) {
            return false;
        }
    }

    private void checkDigest(byte[] message) {
        if (ofDigest && message.length != bits() / Byte.SIZE) {
            throw KmsErrors.validation("Digest is invalid length for algorithm %s.", algorithm);
        }
        if (ofDigest && isPss()) {
            throw KmsErrors.unsupported("FakeAws does not sign digests by %s, only whole messages", algorithm);
        }
    }

    private Signature instance() throws GeneralSecurityException {
        if (isPss()) {
            Signature signature = Signature.getInstance("RSASSA-PSS");
            String digest = "SHA-" + bits();
            signature.setParameter(new PSSParameterSpec(
                    digest,
                    "MGF1",
                    new MGF1ParameterSpec(digest),
                    bits() / Byte.SIZE,
                    PSSParameterSpec.TRAILER_FIELD_BC));
            return signature;
        }
        String digest = ofDigest ? "NONE" : "SHA" + bits();
        return Signature.getInstance(digest + "with" + (isEcdsa() ? "ECDSA" : "RSA"));
    }

    private byte[] prepared(byte[] message) {
        if (!ofDigest || isEcdsa()) {
            return message;
        }
        String info = DIGEST_INFO.getOrDefault(bits(), "");
        return HexFormat.of().parseHex(info + HexFormat.of().formatHex(message));
    }
}
