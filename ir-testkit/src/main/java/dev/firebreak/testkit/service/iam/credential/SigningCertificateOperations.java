package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.world.iam.IamUser;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.DeleteSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesRequest;
import software.amazon.awssdk.services.iam.model.ListSigningCertificatesResponse;
import software.amazon.awssdk.services.iam.model.SigningCertificate;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UpdateSigningCertificateResponse;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateRequest;
import software.amazon.awssdk.services.iam.model.UploadSigningCertificateResponse;

/** The X.509 certificates by which users sign SOAP requests. */
final class SigningCertificateOperations {
    private static final int CERTIFICATES_PER_USER = 2;

    private SigningCertificateOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "UploadSigningCertificate",
                        UploadSigningCertificateRequest::builder,
                        SigningCertificateOperations::upload)
                .on(
                        "ListSigningCertificates",
                        ListSigningCertificatesRequest::builder,
                        SigningCertificateOperations::list)
                .on(
                        "UpdateSigningCertificate",
                        UpdateSigningCertificateRequest::builder,
                        SigningCertificateOperations::update)
                .on(
                        "DeleteSigningCertificate",
                        DeleteSigningCertificateRequest::builder,
                        SigningCertificateOperations::delete);
    }

    private static UploadSigningCertificateResponse upload(Call call, UploadSigningCertificateRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        Certificates.parse(request.certificateBody());
        String body = request.certificateBody().trim();
        List<UserCredential> present = certificates(call, user);
        if (present.stream().anyMatch(other -> other.detail("body").equals(body))) {
            throw new AwsError(
                    "DuplicateCertificate", 409, "The same certificate is associated with an IAM user in the account.");
        }
        if (present.size() >= CERTIFICATES_PER_USER) {
            throw IamErrors.quota("SigningCertificatesPerUser", CERTIFICATES_PER_USER);
        }
        UserCredential added = UserCredentials.of(call.account())
                .add(call, UserCredential.Kind.SIGNING_CERTIFICATE, user, "ASCA", Map.of("body", body));
        return UploadSigningCertificateResponse.builder()
                .certificate(answer(added))
                .build();
    }

    private static ListSigningCertificatesResponse list(Call call, ListSigningCertificatesRequest request) {
        IamUser user = IamLookup.userOrCaller(call, request.userName());
        IamPage<UserCredential> page =
                IamPage.of(certificates(call, user), UserCredential::id, request.marker(), request.maxItems());
        return ListSigningCertificatesResponse.builder()
                .certificates(page.items().stream()
                        .map(SigningCertificateOperations::answer)
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static UpdateSigningCertificateResponse update(Call call, UpdateSigningCertificateRequest request) {
        UserCredentials.setStatus(
                call, certificate(call, request.userName(), request.certificateId()), request.status());
        return UpdateSigningCertificateResponse.builder().build();
    }

    private static DeleteSigningCertificateResponse delete(Call call, DeleteSigningCertificateRequest request) {
        UserCredentials.of(call.account()).remove(certificate(call, request.userName(), request.certificateId()));
        return DeleteSigningCertificateResponse.builder().build();
    }

    private static List<UserCredential> certificates(Call call, IamUser user) {
        return UserCredentials.of(call.account()).of(user, UserCredential.Kind.SIGNING_CERTIFICATE);
    }

    private static UserCredential certificate(Call call, @Nullable String userName, @Nullable String certificateId) {
        String id = IamChecks.required(certificateId, "certificateId");
        return UserCredentials.find(
                call,
                UserCredential.Kind.SIGNING_CERTIFICATE,
                userName,
                id,
                () -> IamErrors.noSuchEntity("The Certificate with id %s cannot be found.", id));
    }

    private static SigningCertificate answer(UserCredential certificate) {
        return SigningCertificate.builder()
                .userName(certificate.user().name())
                .certificateId(certificate.id())
                .certificateBody(certificate.detail("body"))
                .status(certificate.status())
                .uploadDate(certificate.created())
                .build();
    }
}
