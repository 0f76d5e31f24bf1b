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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsRequest;
import software.amazon.awssdk.services.iam.model.ListServiceSpecificCredentialsResponse;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.ResetServiceSpecificCredentialResponse;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredential;
import software.amazon.awssdk.services.iam.model.ServiceSpecificCredentialMetadata;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialRequest;
import software.amazon.awssdk.services.iam.model.UpdateServiceSpecificCredentialResponse;

/** The passwords and API keys that a user has for one service: CodeCommit, Keyspaces, Bedrock. */
final class ServiceCredentialOperations {
    private static final UserCredential.Kind KIND = UserCredential.Kind.SERVICE_SPECIFIC;
    private static final String BEDROCK = "bedrock.amazonaws.com";
    private static final List<String> SERVICES =
            List.of("codecommit.amazonaws.com", "cassandra.amazonaws.com", BEDROCK);
    private static final int PER_SERVICE = 2;
    private static final int LONGEST_DAYS = 36600;

    private ServiceCredentialOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateServiceSpecificCredential",
                        CreateServiceSpecificCredentialRequest::builder,
                        ServiceCredentialOperations::create)
                .on(
                        "ListServiceSpecificCredentials",
                        ListServiceSpecificCredentialsRequest::builder,
                        ServiceCredentialOperations::list)
                .on(
                        "UpdateServiceSpecificCredential",
                        UpdateServiceSpecificCredentialRequest::builder,
                        ServiceCredentialOperations::update)
                .on(
                        "ResetServiceSpecificCredential",
                        ResetServiceSpecificCredentialRequest::builder,
                        ServiceCredentialOperations::reset)
                .on(
                        "DeleteServiceSpecificCredential",
                        DeleteServiceSpecificCredentialRequest::builder,
                        ServiceCredentialOperations::delete);
    }

    private static CreateServiceSpecificCredentialResponse create(
            Call call, CreateServiceSpecificCredentialRequest request) {
        IamUser user = IamLookup.user(call, request.userName());
        String service = service(request.serviceName());
        UserCredentials all = UserCredentials.of(call.account());
        List<UserCredential> same = all.of(user, KIND).stream()
                .filter(credential -> credential.detail("service").equals(service))
                .collect(toList());
        if (same.size() >= PER_SERVICE) {
            throw IamErrors.quota("ServiceSpecificCredentialsPerUser", PER_SERVICE);
        }
        Map<String, String> details = new TreeMap<>(Map.of("service", service));
        details.put(service.equals(BEDROCK) ? "alias" : "name", name(call, user, service, same.size()));
        expiry(call, service, request.credentialAgeDays(), details);
        UserCredential made = all.add(call, KIND, user, "ACCA", details).withSecret(secret(call, service));
        all.put(made);
        return CreateServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(answer(made))
                .build();
    }

    private static String service(@Nullable String serviceName) {
        String service = IamChecks.required(serviceName, "serviceName");
        if (!SERVICES.contains(service)) {
            throw new AwsError("NotSupportedService", 404, "The specified service is not supported");
        }
        return service;
    }

    private static String name(Call call, IamUser user, String service, int present) {
        String at = "-at-" + call.account().id();
        return service.equals(BEDROCK)
                ? "BedrockAPIKey-" + call.world().ids().hex(4) + at
                : user.name() + (present == 0 ? "" : "+" + present) + at;
    }

    private static void expiry(Call call, String service, @Nullable Integer days, Map<String, String> details) {
        if (days == null) {
            return;
        }
        if (days < 1 || days > LONGEST_DAYS) {
            throw IamErrors.constraint("credentialAgeDays", "Member must have value between 1 and " + LONGEST_DAYS);
        }
        if (!service.equals(BEDROCK)) {
            throw IamErrors.invalidInput("CredentialAgeDays is not supported for service %s", service);
        }
        details.put(
                "expires", IamChecks.seconds(call).plus(Duration.ofDays(days)).toString());
    }

    private static String secret(Call call, String service) {
        return service.equals(BEDROCK)
                ? "ABSK" + call.world().ids().secret(128)
                : call.world().ids().secret(43) + "=";
    }

    private static ListServiceSpecificCredentialsResponse list(
            Call call, ListServiceSpecificCredentialsRequest request) {
        UserCredentials all = UserCredentials.of(call.account());
        List<UserCredential> matching = (Boolean.TRUE.equals(request.allUsers())
                        ? all.all(KIND)
                        : all.of(IamLookup.userOrCaller(call, request.userName()), KIND))
                .stream()
                        .filter(credential -> request.serviceName() == null
                                || credential.detail("service").equals(request.serviceName()))
                        .collect(toList());
        IamPage<UserCredential> page = IamPage.of(matching, UserCredential::id, request.marker(), request.maxItems());
        return ListServiceSpecificCredentialsResponse.builder()
                .serviceSpecificCredentials(page.items().stream()
                        .map(ServiceCredentialOperations::metadata)
                        .collect(toList()))
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static UpdateServiceSpecificCredentialResponse update(
            Call call, UpdateServiceSpecificCredentialRequest request) {
        UserCredential found = find(call, request.userName(), request.serviceSpecificCredentialId());
        UserCredentials.setStatus(call, found, request.status());
        return UpdateServiceSpecificCredentialResponse.builder().build();
    }

    private static ResetServiceSpecificCredentialResponse reset(
            Call call, ResetServiceSpecificCredentialRequest request) {
        UserCredential found = find(call, request.userName(), request.serviceSpecificCredentialId());
        UserCredential renewed = found.withSecret(secret(call, found.detail("service")));
        UserCredentials.of(call.account()).put(renewed);
        return ResetServiceSpecificCredentialResponse.builder()
                .serviceSpecificCredential(answer(renewed))
                .build();
    }

    private static DeleteServiceSpecificCredentialResponse delete(
            Call call, DeleteServiceSpecificCredentialRequest request) {
        UserCredential found = find(call, request.userName(), request.serviceSpecificCredentialId());
        UserCredentials.of(call.account()).remove(found);
        return DeleteServiceSpecificCredentialResponse.builder().build();
    }

    private static UserCredential find(Call call, @Nullable String userName, @Nullable String credentialId) {
        String id = IamChecks.required(credentialId, "serviceSpecificCredentialId");
        return UserCredentials.find(
                call, KIND, userName, id, () -> IamErrors.noSuchEntity("No such credential %s exists", id));
    }

    private static @Nullable Instant expires(UserCredential credential) {
        String expires = credential.detail("expires");
        return expires.isEmpty() ? null : Instant.parse(expires);
    }

    private static @Nullable String given(String text) {
        return text.isEmpty() ? null : text;
    }

    private static ServiceSpecificCredential answer(UserCredential credential) {
        boolean bedrock = credential.detail("service").equals(BEDROCK);
        return ServiceSpecificCredential.builder()
                .createDate(credential.created())
                .expirationDate(expires(credential))
                .serviceName(credential.detail("service"))
                .serviceUserName(given(credential.detail("name")))
                .servicePassword(bedrock ? null : credential.secret())
                .serviceCredentialAlias(given(credential.detail("alias")))
                .serviceCredentialSecret(bedrock ? credential.secret() : null)
                .serviceSpecificCredentialId(credential.id())
                .userName(credential.user().name())
                .status(credential.status())
                .build();
    }

    private static ServiceSpecificCredentialMetadata metadata(UserCredential credential) {
        return ServiceSpecificCredentialMetadata.builder()
                .createDate(credential.created())
                .expirationDate(expires(credential))
                .serviceName(credential.detail("service"))
                .serviceUserName(given(credential.detail("name")))
                .serviceCredentialAlias(given(credential.detail("alias")))
                .serviceSpecificCredentialId(credential.id())
                .userName(credential.user().name())
                .status(credential.status())
                .build();
    }
}
