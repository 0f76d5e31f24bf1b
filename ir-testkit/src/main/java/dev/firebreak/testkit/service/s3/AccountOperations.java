package dev.firebreak.testkit.service.s3;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.SdkFields;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3control.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3control.model.PutPublicAccessBlockResponse;

/** Block Public Access of the account: of S3 Control, whose requests are signed for S3 and named as CloudTrail names them. */
final class AccountOperations {
    private static final String PATH = "/v20180820/configuration/publicAccessBlock";

    void register(Operations operations) {
        operations
                .rest(
                        "PutAccountPublicAccessBlock",
                        "PUT " + PATH,
                        PutPublicAccessBlockRequest::builder,
                        AccountOperations::put)
                .rest(
                        "GetAccountPublicAccessBlock",
                        "GET " + PATH,
                        GetPublicAccessBlockRequest::builder,
                        AccountOperations::get)
                .rest(
                        "DeleteAccountPublicAccessBlock",
                        "DELETE " + PATH,
                        DeletePublicAccessBlockRequest::builder,
                        AccountOperations::delete);
    }

    private static AccountPublicAccess own(Call call, @Nullable String accountId) {
        if (accountId == null || !accountId.matches("[0-9]{12}")) {
            throw S3Errors.invalidRequest("Invalid account ID in the request");
        }
        if (!accountId.equals(call.account().id())) {
            throw S3Errors.accessDenied("Access Denied");
        }
        return AccountPublicAccess.of(call.account());
    }

    private static PutPublicAccessBlockResponse put(Call call, PutPublicAccessBlockRequest request) {
        if (request.publicAccessBlockConfiguration() == null) {
            throw S3Errors.malformedXml();
        }
        PublicAccessBlockConfiguration block = SdkFields.copy(
                        request.publicAccessBlockConfiguration(), PublicAccessBlockConfiguration.builder())
                .build();
        own(call, request.accountId()).set(PublicAccess.complete(block));
        return PutPublicAccessBlockResponse.builder().build();
    }

    private static GetPublicAccessBlockResponse get(Call call, GetPublicAccessBlockRequest request) {
        PublicAccessBlockConfiguration block = own(call, request.accountId())
                .block()
                .orElseThrow(() -> new AwsError(
                        "NoSuchPublicAccessBlockConfiguration",
                        404,
                        "The public access block configuration was not found"));
        return GetPublicAccessBlockResponse.builder()
                .publicAccessBlockConfiguration(answer -> SdkFields.copy(block, answer))
                .build();
    }

    private static DeletePublicAccessBlockResponse delete(Call call, DeletePublicAccessBlockRequest request) {
        own(call, request.accountId()).set(null);
        return DeletePublicAccessBlockResponse.builder().build();
    }
}
