package dev.firebreak.testkit.service.iam.credential;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.iam.IamChecks;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Reads X.509 certificates in PEM format. */
final class Certificates {
    private Certificates() {}

    static X509Certificate parse(@Nullable String body) {
        String pem = IamChecks.required(body, "certificateBody");
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(bytes);
        } catch (CertificateException malformed) {
            throw new AwsError(
                    "MalformedCertificate",
                    400,
                    "Unable to parse certificate. Please ensure the certificate is in PEM format.");
        }
    }
}
