package dev.firebreak.testkit.service.kms.crypto;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.kms.DryRuns;
import dev.firebreak.testkit.service.kms.KeyLookup;
import dev.firebreak.testkit.service.kms.KmsKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.GenerateMacRequest;
import software.amazon.awssdk.services.kms.model.GenerateMacResponse;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.kms.model.MacAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.VerifyMacRequest;
import software.amazon.awssdk.services.kms.model.VerifyMacResponse;

/** Makes and checks message authentication codes. */
public final class MacOperations {
    private MacOperations() {}

    public static void addTo(Operations operations) {
        operations
                .on("GenerateMac", GenerateMacRequest::builder, MacOperations::generate)
                .on("VerifyMac", VerifyMacRequest::builder, MacOperations::verify);
    }

    private static GenerateMacResponse generate(Call call, GenerateMacRequest request) {
        KmsKey key = key(call, request.keyId(), request.macAlgorithm(), "GenerateMac");
        DryRuns.check(request.dryRun());
        return GenerateMacResponse.builder()
                .keyId(key.arn())
                .mac(SdkBytes.fromByteArray(mac(key, request.macAlgorithm(), request.message())))
                .macAlgorithm(request.macAlgorithm())
                .build();
    }

    private static VerifyMacResponse verify(Call call, VerifyMacRequest request) {
        KmsKey key = key(call, request.keyId(), request.macAlgorithm(), "VerifyMac");
        DryRuns.check(request.dryRun());
        byte[] expected = mac(key, request.macAlgorithm(), request.message());
        if (!MessageDigest.isEqual(expected, request.mac().asByteArray())) {
            throw AwsError.of("KMSInvalidMacException", "");
        }
        return VerifyMacResponse.builder()
                .keyId(key.arn())
                .macValid(true)
                .macAlgorithm(request.macAlgorithm())
                .build();
    }

    private static KmsKey key(Call call, String keyId, MacAlgorithmSpec algorithm, String operation) {
        KmsKey key = KeyLookup.find(call, keyId, operation);
        KeyLookup.checkUse(key, KeyUsageType.GENERATE_VERIFY_MAC, operation);
        KeyLookup.checkAlgorithm(key, key.metadata().macAlgorithms(), algorithm);
        return KeyLookup.usable(key);
    }

    private static byte[] mac(KmsKey key, MacAlgorithmSpec algorithm, SdkBytes message) {
        String name = "HmacSHA" + algorithm.toString().substring("HMAC_SHA_".length());
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.material().secret(0), name));
            return mac.doFinal(message.asByteArray());
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Cannot compute a MAC: no " + name + " in this Java", missing);
        }
    }
}
