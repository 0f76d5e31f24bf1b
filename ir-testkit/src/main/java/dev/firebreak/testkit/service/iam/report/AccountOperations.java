package dev.firebreak.testkit.service.iam.report;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamLookup;
import dev.firebreak.testkit.world.iam.IamState;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryRequest;
import software.amazon.awssdk.services.iam.model.GetAccountSummaryResponse;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** What IAM tells of the account as a whole. */
final class AccountOperations {
    void register(Operations operations) {
        operations
                .on("CreateAccountAlias", CreateAccountAliasRequest::builder, this::createAlias)
                .on("ListAccountAliases", ListAccountAliasesRequest::builder, this::listAliases)
                .on("DeleteAccountAlias", DeleteAccountAliasRequest::builder, this::deleteAlias)
                .on("GetAccountSummary", GetAccountSummaryRequest::builder, this::getSummary);
    }

    private CreateAccountAliasResponse createAlias(Call call, CreateAccountAliasRequest request) {
        String alias = IamChecks.required(request.accountAlias(), "accountAlias");
        if (!alias.matches("[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]")) {
            throw IamErrors.constraint(
                    "accountAlias",
                    "Member must satisfy regular expression pattern: ^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
        }
        boolean taken = call.world().accounts().values().stream()
                .anyMatch(account -> account != call.account()
                        && account.iam().alias().filter(alias::equals).isPresent());
        if (taken) {
            throw IamErrors.alreadyExists("The account alias %s already exists.", alias);
        }
        IamLookup.iam(call).setAlias(alias);
        return CreateAccountAliasResponse.builder().build();
    }

    private ListAccountAliasesResponse listAliases(Call call, ListAccountAliasesRequest request) {
        return ListAccountAliasesResponse.builder()
                .accountAliases(IamLookup.iam(call).alias().stream().collect(toList()))
                .isTruncated(false)
                .build();
    }

    private DeleteAccountAliasResponse deleteAlias(Call call, DeleteAccountAliasRequest request) {
        IamState iam = IamLookup.iam(call);
        String alias = IamChecks.required(request.accountAlias(), "accountAlias");
        if (iam.alias().filter(alias::equals).isEmpty()) {
            throw IamErrors.noSuchEntity("The account alias %s cannot be found.", alias);
        }
        iam.setAlias(null);
        return DeleteAccountAliasResponse.builder().build();
    }

    private GetAccountSummaryResponse getSummary(Call call, GetAccountSummaryRequest request) {
        return GetAccountSummaryResponse.builder()
                .summaryMap(AccountSummary.of(call.account()))
                .build();
    }
}
