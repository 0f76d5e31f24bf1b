package dev.firebreak.testkit.service.ssm.document;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import java.util.List;
import java.util.TreeSet;
import software.amazon.awssdk.services.ssm.model.AccountSharingInfo;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentPermissionRequest;
import software.amazon.awssdk.services.ssm.model.DescribeDocumentPermissionResponse;
import software.amazon.awssdk.services.ssm.model.ModifyDocumentPermissionRequest;
import software.amazon.awssdk.services.ssm.model.ModifyDocumentPermissionResponse;

/** Shares documents with other accounts: up to 20 in a request, 1,000 in all (AWS General Reference, Systems Manager quotas). */
final class DocumentPermissionOperations {
    private static final int A_REQUEST = 20;
    private static final int IN_ALL = 1000;
    private static final int PAGE = 200;

    private DocumentPermissionOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "ModifyDocumentPermission",
                        ModifyDocumentPermissionRequest::builder,
                        DocumentPermissionOperations::modify)
                .on(
                        "DescribeDocumentPermission",
                        DescribeDocumentPermissionRequest::builder,
                        DocumentPermissionOperations::describe);
    }

    private static ModifyDocumentPermissionResponse modify(Call call, ModifyDocumentPermissionRequest request) {
        checkType(request.permissionTypeAsString());
        StoredDocument document = SsmDocuments.own(call, request.name());
        checkAccounts(request.accountIdsToAdd());
        checkAccounts(request.accountIdsToRemove());
        var accounts = new TreeSet<>(document.sharedWith());
        accounts.addAll(request.accountIdsToAdd());
        accounts.removeAll(request.accountIdsToRemove());
        if (accounts.size() > IN_ALL) {
            throw AwsError.of(
                    "DocumentPermissionLimit", "The document can't be shared with more Amazon Web Services accounts.");
        }
        document.sharedWith().clear();
        document.sharedWith().addAll(accounts);
        return ModifyDocumentPermissionResponse.builder().build();
    }

    private static void checkType(String type) {
        if (!"Share".equals(type)) {
            throw AwsError.of(
                    "InvalidPermissionType",
                    "The permission type isn't supported. Share is the only supported permission type.");
        }
    }

    private static void checkAccounts(List<String> accounts) {
        if (accounts.size() > A_REQUEST) {
            throw SsmErrors.validation("accountIds", accounts, "Member must have length less than or equal to 20");
        }
        accounts.stream()
                .filter(account -> !account.matches("(?i)all|[0-9]{12}"))
                .findFirst()
                .ifPresent(account -> {
                    throw SsmErrors.validation(
                            "accountIds", account, "Member must satisfy regular expression pattern: (?i)all|[0-9]{12}");
                });
    }

    private static DescribeDocumentPermissionResponse describe(Call call, DescribeDocumentPermissionRequest request) {
        checkType(request.permissionTypeAsString());
        StoredDocument document = SsmDocuments.own(call, request.name());
        var page = SsmPage.of(List.copyOf(document.sharedWith()), request.maxResults(), request.nextToken(), PAGE);
        return DescribeDocumentPermissionResponse.builder()
                .accountIds(page.items())
                .accountSharingInfoList(page.items().stream()
                        .map(account -> AccountSharingInfo.builder()
                                .accountId(account)
                                .sharedDocumentVersion("$DEFAULT")
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
