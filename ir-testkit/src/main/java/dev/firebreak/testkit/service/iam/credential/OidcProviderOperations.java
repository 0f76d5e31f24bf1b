package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.AwsError;
import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamAnswers;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.service.iam.credential.IdentityProviders.Oidc;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.AddClientIdToOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.GetOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListOpenIdConnectProvidersResponse;
import software.amazon.awssdk.services.iam.model.OpenIDConnectProviderListEntry;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.RemoveClientIdFromOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.TagOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagOpenIdConnectProviderResponse;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintRequest;
import software.amazon.awssdk.services.iam.model.UpdateOpenIdConnectProviderThumbprintResponse;

/** OpenID Connect providers, by which workloads outside AWS assume roles. */
final class OidcProviderOperations {
    private static final int PROVIDERS = 100;
    private static final int CLIENTS = 100;
    private static final int THUMBPRINTS = 5;

    private OidcProviderOperations() {}

    static void addTo(Operations operations) {
        operations
                .on(
                        "CreateOpenIDConnectProvider",
                        CreateOpenIdConnectProviderRequest::builder,
                        OidcProviderOperations::create)
                .on("GetOpenIDConnectProvider", GetOpenIdConnectProviderRequest::builder, OidcProviderOperations::get)
                .on(
                        "ListOpenIDConnectProviders",
                        ListOpenIdConnectProvidersRequest::builder,
                        OidcProviderOperations::list)
                .on(
                        "AddClientIDToOpenIDConnectProvider",
                        AddClientIdToOpenIdConnectProviderRequest::builder,
                        OidcProviderOperations::addClient)
                .on(
                        "RemoveClientIDFromOpenIDConnectProvider",
                        RemoveClientIdFromOpenIdConnectProviderRequest::builder,
                        OidcProviderOperations::removeClient)
                .on(
                        "UpdateOpenIDConnectProviderThumbprint",
                        UpdateOpenIdConnectProviderThumbprintRequest::builder,
                        OidcProviderOperations::updateThumbprints)
                .on(
                        "DeleteOpenIDConnectProvider",
                        DeleteOpenIdConnectProviderRequest::builder,
                        OidcProviderOperations::delete)
                .on("TagOpenIDConnectProvider", TagOpenIdConnectProviderRequest::builder, OidcProviderOperations::tag)
                .on(
                        "UntagOpenIDConnectProvider",
                        UntagOpenIdConnectProviderRequest::builder,
                        OidcProviderOperations::untag)
                .on(
                        "ListOpenIDConnectProviderTags",
                        ListOpenIdConnectProviderTagsRequest::builder,
                        OidcProviderOperations::listTags);
    }

    private static CreateOpenIdConnectProviderResponse create(Call call, CreateOpenIdConnectProviderRequest request) {
        String url = IamChecks.required(request.url(), "url");
        if (!url.matches("https://[^/?#:\\s]+(/[^?#\\s]*)?")) {
            throw IamErrors.validation("Invalid Open ID Connect Provider URL");
        }
        checkLists(request.clientIDList(), request.thumbprintList());
        String host = url.substring("https://".length());
        String arn = "arn:aws:iam::" + call.account().id() + ":oidc-provider/" + host;
        if (all(call).containsKey(arn)) {
            throw IamErrors.alreadyExists("Provider with url %s already exists.", url);
        }
        if (all(call).size() >= PROVIDERS) {
            throw IamErrors.quota("OpenIdConnectProvidersPerAccount", PROVIDERS);
        }
        SortedMap<String, String> tags = IamChecks.newTags(request.tags());
        List<String> clients = List.copyOf(request.clientIDList());
        List<String> thumbprints = List.copyOf(request.thumbprintList());
        all(call).put(arn, new Oidc(host, clients, thumbprints, IamChecks.seconds(call), tags));
        return CreateOpenIdConnectProviderResponse.builder()
                .openIDConnectProviderArn(arn)
                .tags(request.tags())
                .build();
    }

    private static void checkLists(List<String> clients, List<String> thumbprints) {
        if (thumbprints.size() > THUMBPRINTS) {
            throw IamErrors.invalidInput("Thumbprint list must contain fewer than %d entries.", THUMBPRINTS);
        }
        if (!thumbprints.stream().allMatch(thumbprint -> thumbprint.matches("[0-9A-Fa-f]{40}"))) {
            throw IamErrors.constraint("thumbprintList", "Member must have length greater than or equal to 40");
        }
        if (clients.size() > CLIENTS) {
            throw IamErrors.quota("ClientIdsPerOpenIdConnectProvider", CLIENTS);
        }
    }

    private static GetOpenIdConnectProviderResponse get(Call call, GetOpenIdConnectProviderRequest request) {
        Oidc provider = find(call, request.openIDConnectProviderArn());
        return GetOpenIdConnectProviderResponse.builder()
                .url(provider.url())
                .clientIDList(provider.clients())
                .thumbprintList(provider.thumbprints())
                .createDate(provider.created())
                .tags(IamAnswers.tags(provider.tags()))
                .build();
    }

    private static ListOpenIdConnectProvidersResponse list(Call call, ListOpenIdConnectProvidersRequest request) {
        return ListOpenIdConnectProvidersResponse.builder()
                .openIDConnectProviderList(all(call).keySet().stream()
                        .map(arn -> OpenIDConnectProviderListEntry.builder()
                                .arn(arn)
                                .build())
                        .collect(toList()))
                .build();
    }

    private static AddClientIdToOpenIdConnectProviderResponse addClient(
            Call call, AddClientIdToOpenIdConnectProviderRequest request) {
        Oidc provider = find(call, request.openIDConnectProviderArn());
        String client = IamChecks.required(request.clientID(), "clientID");
        if (!provider.clients().contains(client)) {
            var clients = new ArrayList<>(provider.clients());
            clients.add(client);
            checkLists(clients, List.of());
            all(call).put(request.openIDConnectProviderArn(), provider.withClients(clients));
        }
        return AddClientIdToOpenIdConnectProviderResponse.builder().build();
    }

    private static RemoveClientIdFromOpenIdConnectProviderResponse removeClient(
            Call call, RemoveClientIdFromOpenIdConnectProviderRequest request) {
        Oidc provider = find(call, request.openIDConnectProviderArn());
        var clients = new ArrayList<>(provider.clients());
        clients.remove(IamChecks.required(request.clientID(), "clientID"));
        all(call).put(request.openIDConnectProviderArn(), provider.withClients(clients));
        return RemoveClientIdFromOpenIdConnectProviderResponse.builder().build();
    }

    private static UpdateOpenIdConnectProviderThumbprintResponse updateThumbprints(
            Call call, UpdateOpenIdConnectProviderThumbprintRequest request) {
        Oidc provider = find(call, request.openIDConnectProviderArn());
        checkLists(List.of(), request.thumbprintList());
        all(call).put(request.openIDConnectProviderArn(), provider.withThumbprints(request.thumbprintList()));
        return UpdateOpenIdConnectProviderThumbprintResponse.builder().build();
    }

    /** Idempotent: deleting what is not there succeeds. */
    private static DeleteOpenIdConnectProviderResponse delete(Call call, DeleteOpenIdConnectProviderRequest request) {
        all(call).remove(IamChecks.required(request.openIDConnectProviderArn(), "openIDConnectProviderArn"));
        return DeleteOpenIdConnectProviderResponse.builder().build();
    }

    private static TagOpenIdConnectProviderResponse tag(Call call, TagOpenIdConnectProviderRequest request) {
        IamChecks.tag(find(call, request.openIDConnectProviderArn()).tags(), "OpenIdConnectProvider", request.tags());
        return TagOpenIdConnectProviderResponse.builder().build();
    }

    private static UntagOpenIdConnectProviderResponse untag(Call call, UntagOpenIdConnectProviderRequest request) {
        IamChecks.untag(find(call, request.openIDConnectProviderArn()).tags(), request.tagKeys());
        return UntagOpenIdConnectProviderResponse.builder().build();
    }

    private static ListOpenIdConnectProviderTagsResponse listTags(
            Call call, ListOpenIdConnectProviderTagsRequest request) {
        List<Tag> tags =
                IamAnswers.tags(find(call, request.openIDConnectProviderArn()).tags());
        IamPage<Tag> page = IamPage.of(tags, Tag::key, request.marker(), request.maxItems());
        return ListOpenIdConnectProviderTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static Oidc find(Call call, @Nullable String providerArn) {
        String arn = IamChecks.required(providerArn, "openIDConnectProviderArn");
        Oidc provider = all(call).get(arn);
        if (provider == null) {
            throw notFound(arn);
        }
        return provider;
    }

    private static AwsError notFound(String arn) {
        return IamErrors.noSuchEntity("OpenIDConnect Provider not found for arn %s", arn);
    }

    private static SortedMap<String, Oidc> all(Call call) {
        return IdentityProviders.of(call.account()).oidc();
    }
}
