package dev.firebreak.testkit.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The example of "Signature calculations: Transferring payload in multiple chunks" in the S3 API Reference. */
class ChunkSignaturesTest {
    private static final String SEED = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
    private static final Signature SIGNATURE = new Signature(
            new Signature.Scope("AKIAIOSFODNN7EXAMPLE", "20130524", "us-east-1", "s3"),
            "20130524T000000Z",
            List.of("host"),
            SEED,
            OptionalLong.empty());
    private static final String BODY = chunk(65_536, "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648")
            + chunk(1024, "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497")
            + "0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n";

    private static String chunk(int size, String signature) {
        return Integer.toHexString(size) + ";chunk-signature=" + signature + "\r\n" + "a".repeat(size) + "\r\n";
    }

    private static boolean hold(String body) {
        var key = new SigningKey("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", SIGNATURE);
        return new ChunkSignatures(body.getBytes(StandardCharsets.ISO_8859_1), key, SEED).hold();
    }

    @Test
    void hold_exampleOfAws_isTrue() {
        assertThat(hold(BODY)).isTrue();
    }

    @Test
    void hold_oneOctetChanged_isFalse() {
        assertThat(hold(BODY.replaceFirst("aaaa", "aaba"))).isFalse();
    }

    @Test
    void hold_chunkLeftOut_isFalse() {
        int second = BODY.indexOf("400;chunk");
        int last = BODY.indexOf("0;chunk-signature=b6c6");

        assertThat(hold(BODY.substring(0, second) + BODY.substring(last))).isFalse();
    }

    @Test
    void hold_chunkWithoutSignature_isFalse() {
        assertThat(hold("3\r\nabc\r\n0\r\n\r\n")).isFalse();
    }
}
