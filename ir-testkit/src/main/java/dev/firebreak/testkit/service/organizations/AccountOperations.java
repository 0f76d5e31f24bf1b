package dev.firebreak.testkit.service.organizations;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.organizations.model.Account;
import software.amazon.awssdk.services.organizations.model.CloseAccountRequest;
import software.amazon.awssdk.services.organizations.model.CloseAccountResponse;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;
import software.amazon.awssdk.services.organizations.model.CreateAccountRequest;
import software.amazon.awssdk.services.organizations.model.CreateAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeAccountRequest;
import software.amazon.awssdk.services.organizations.model.DescribeAccountResponse;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.DescribeCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsForParentResponse;
import software.amazon.awssdk.services.organizations.model.ListAccountsRequest;
import software.amazon.awssdk.services.organizations.model.ListAccountsResponse;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusRequest;
import software.amazon.awssdk.services.organizations.model.ListCreateAccountStatusResponse;
import software.amazon.awssdk.services.organizations.model.MoveAccountRequest;
import software.amazon.awssdk.services.organizations.model.MoveAccountResponse;
import software.amazon.awssdk.services.organizations.model.Tag;

/** The accounts of an organization. */
final class AccountOperations {
    private static final int ACCOUNTS = 10;
    private static final String ROLE = "OrganizationAccountAccessRole";

    private AccountOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateAccount", CreateAccountRequest::builder, AccountOperations::create)
                .on(
                        "DescribeCreateAccountStatus",
                        DescribeCreateAccountStatusRequest::builder,
                        AccountOperations::describeCreation)
                .on(
                        "ListCreateAccountStatus",
                        ListCreateAccountStatusRequest::builder,
                        AccountOperations::listCreations)
                .on("DescribeAccount", DescribeAccountRequest::builder, AccountOperations::describe)
                .on("ListAccounts", ListAccountsRequest::builder, AccountOperations::list)
                .on("ListAccountsForParent", ListAccountsForParentRequest::builder, AccountOperations::listForParent)
                .on("MoveAccount", MoveAccountRequest::builder, AccountOperations::move)
                .on("CloseAccount", CloseAccountRequest::builder, AccountOperations::close);
    }

    private static CreateAccountResponse create(Call call, CreateAccountRequest request) {
        Organization organization = Access.management(call);
        String name = Access.required(request.accountName(), "AccountName");
        String email = Access.required(request.email(), "Email");
        if (!email.matches("[^\\s@]+@[^\\s@]+\\.[^\\s@]+") || email.length() > 64) {
            throw OrganizationsErrors.invalidInput("You specified an invalid email address.");
        }
        if (organization.accounts().all().size() + pending(organization) >= ACCOUNTS) {
            throw OrganizationsErrors.constraint(
                    "You have exceeded the allowed number of AWS accounts in your organization.");
        }
        var creation = new AccountCreation(
                "car-" + call.world().ids().hex(32),
                name,
                email,
                request.roleName() == null ? ROLE : request.roleName(),
                tags(request.tags()),
                call.world().ids().account(),
                call.now().truncatedTo(ChronoUnit.MILLIS),
                failure(organization, email),
                false);
        organization.creations().put(creation);
        return CreateAccountResponse.builder()
                .createAccountStatus(creation.status())
                .build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private static long pending(Organization organization) {
        return organization.creations().all().stream()
                .filter(creation -> !creation.done())
                .count();
    }

    private static @Nullable CreateAccountFailureReason failure(Organization organization, String email) {
        boolean taken = organization.accounts().all().stream()
                .anyMatch(account -> account.email().equalsIgnoreCase(email));
        return taken ? CreateAccountFailureReason.EMAIL_ALREADY_EXISTS : null;
    }

    private static DescribeCreateAccountStatusResponse describeCreation(
            Call call, DescribeCreateAccountStatusRequest request) {
        AccountCreation creation = Access.reader(call)
                .creations()
                .find(Access.required(request.createAccountRequestId(), "CreateAccountRequestId"))
                .orElseThrow(() -> AwsError.of(
                        "CreateAccountStatusNotFoundException",
                        "We can't find a create account request with the CreateAccountRequestId that you specified."));
        return DescribeCreateAccountStatusResponse.builder()
                .createAccountStatus(creation.status())
                .build();
    }

    private static ListCreateAccountStatusResponse listCreations(Call call, ListCreateAccountStatusRequest request) {
        List<AccountCreation> matching = Access.reader(call).creations().all().stream()
                .filter(creation ->
                        request.states().isEmpty() || request.states().contains(creation.state()))
                .toList();
        ResultPage<AccountCreation> page = Access.page(matching, request.maxResults(), request.nextToken());
        return ListCreateAccountStatusResponse.builder()
                .createAccountStatuses(
                        page.items().stream().map(AccountCreation::status).toList())
                .nextToken(page.nextToken())
                .build();
    }

    private static DescribeAccountResponse describe(Call call, DescribeAccountRequest request) {
        Organization organization = Access.reader(call);
        OrgAccount account = account(organization, request.accountId());
        return DescribeAccountResponse.builder()
                .account(answer(call, organization, account))
                .build();
    }

    private static OrgAccount account(Organization organization, @Nullable String accountId) {
        return organization
                .accounts()
                .find(Access.required(accountId, "AccountId"))
                .orElseThrow(OrganizationsErrors::noSuchAccount);
    }

    private static ListAccountsResponse list(Call call, ListAccountsRequest request) {
        Organization organization = Access.reader(call);
        ResultPage<OrgAccount> page =
                Access.page(List.copyOf(organization.accounts().all()), request.maxResults(), request.nextToken());
        return ListAccountsResponse.builder()
                .accounts(answers(call, organization, page))
                .nextToken(page.nextToken())
                .build();
    }

    private static ListAccountsForParentResponse listForParent(Call call, ListAccountsForParentRequest request) {
        Organization organization = Access.reader(call);
        String parent = Access.required(request.parentId(), "ParentId");
        if (!organization.isParent(parent)) {
            throw OrganizationsErrors.noSuchParent();
        }
        ResultPage<OrgAccount> page =
                Access.page(organization.accounts().by("parent", parent), request.maxResults(), request.nextToken());
        return ListAccountsForParentResponse.builder()
                .accounts(answers(call, organization, page))
                .nextToken(page.nextToken())
                .build();
    }

    private static List<Account> answers(Call call, Organization organization, ResultPage<OrgAccount> page) {
        return page.items().stream()
                .map(account -> answer(call, organization, account))
                .toList();
    }

    private static MoveAccountResponse move(Call call, MoveAccountRequest request) {
        Organization organization = Access.management(call);
        OrgAccount account = account(organization, request.accountId());
        String source = Access.required(request.sourceParentId(), "SourceParentId");
        String destination = Access.required(request.destinationParentId(), "DestinationParentId");
        if (!account.parent().equals(source)) {
            throw AwsError.of(
                    "SourceParentNotFoundException",
                    "We can't find a source root or OU with the ParentId that you specified.");
        }
        if (!organization.isParent(destination)) {
            throw AwsError.of(
                    "DestinationParentNotFoundException",
                    "We can't find the destination container (a root or OU) with the ParentId that you specified.");
        }
        if (source.equals(destination)) {
            throw AwsError.of(
                    "DuplicateAccountException", "That account is already present in the specified destination.");
        }
        organization.accounts().put(account.withParent(destination));
        return MoveAccountResponse.builder().build();
    }

    private static CloseAccountResponse close(Call call, CloseAccountRequest request) {
        Organization organization = Access.management(call);
        OrgAccount account = account(organization, request.accountId());
        if (account.id().equals(organization.management())) {
            throw OrganizationsErrors.constraint("You can't close the management account of an organization.");
        }
        if (organization.delegations().containsKey(account.id())) {
            throw OrganizationsErrors.constraint(
                    "You can't close an account that is a delegated administrator for a service.");
        }
        if (account.closing() != null) {
            throw AwsError.of(
                    "AccountAlreadyClosedException", "You attempted to close an account that is already closed.");
        }
        organization.accounts().put(account.closed(call.now().truncatedTo(ChronoUnit.MILLIS)));
        return CloseAccountResponse.builder().build();
    }

    private static Account answer(Call call, Organization organization, OrgAccount account) {
        return Account.builder()
                .id(account.id())
                .arn(organization.arn("account", account.id()))
                .email(account.email())
                .name(account.name())
                .status(account.status(call.now()))
                .state(account.state(call.now()))
                .joinedMethod(account.method())
                .joinedTimestamp(account.joined())
                .build();
    }
}
