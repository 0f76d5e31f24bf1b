package dev.firebreak.evidence.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.EvidenceIntegrityException;
import dev.firebreak.evidence.Ed25519Signer;
import dev.firebreak.evidence.Signer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SignedNoteTest {
    /** The example of the Go note package, golang.org/x/mod/sumdb/note. */
    private static final String GO_KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    private static final String GO_NOTE = "If you think cryptography is the answer to your problem,\n"
            + "then you don't know what your problem is.\n"
            + "\n"
            + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static PublicKey goKey() throws Exception {
        byte[] raw = Base64.getDecoder().decode(GO_KEY.substring(GO_KEY.lastIndexOf('+', 30) + 1));
        byte[] der = HexFormat.of()
                .parseHex("302a300506032b6570032100"
                        + HexFormat.of().formatHex(raw).substring(2));
        return Pem.publicKey("-----BEGIN PUBLIC KEY-----\n"
                + Base64.getEncoder().encodeToString(der) + "\n-----END PUBLIC KEY-----\n");
    }

    @Test
    void isBy_note_of_another_tool_holds() throws Exception {
        assertThat(SignedNote.parse(GO_NOTE).isBy(goKey())).isTrue();
        assertThat(SignedNote.parse(GO_NOTE.replace("cryptography", "Cryptography"))
                        .isBy(goKey()))
                .isFalse();
    }

    @Test
    void sign_then_parse_gives_the_note() {
        Ed25519Signer signer = Ed25519Signer.generate();
        SignedNote note = SignedNote.parse(SignedNote.sign("a\nb\n", signer).render());
        assertThat(note.text()).isEqualTo("a\nb\n");
        assertThat(note.isBy(signer.publicKey())).isTrue();
        assertThat(note.isBy(Ed25519Signer.generate().publicKey())).isFalse();
    }

    @Test
    void sign_with_elliptic_curve_key_holds() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        assertThat(SignedNote.sign("a\n", new EcSigner(keys, keys.getPublic())).isBy(keys.getPublic()))
                .isTrue();
    }

    @Test
    void sign_with_key_that_does_not_fit_is_refused() throws Exception {
        var generator = KeyPairGenerator.getInstance("EC");
        KeyPair keys = generator.generateKeyPair();
        var signer = new EcSigner(keys, generator.generateKeyPair().getPublic());
        assertThatThrownBy(() -> SignedNote.sign("a\n", signer)).isInstanceOf(EvidenceIntegrityException.class);
    }

    @Test
    void parse_other_text_is_refused() {
        assertThatThrownBy(() -> SignedNote.parse("a\n")).isInstanceOf(IllegalArgumentException.class);
    }

    private record EcSigner(KeyPair keys, PublicKey publicKey) implements Signer {
        @Override
        public String name() {
            return "ec";
        }

        @Override
        public byte[] sign(byte[] message) {
            try {
                var signature = Signature.getInstance("SHA256withECDSA");
                signature.initSign(keys.getPrivate());
                signature.update(message);
                return signature.sign();
            } catch (java.security.GeneralSecurityException e) {
                throw new IllegalStateException(new String(message, StandardCharsets.UTF_8), e);
            }
        }
    }
}
