package dev.firebreak.testkit.service.iam.credential;

import static java.util.stream.Collectors.toList;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.iam.IamAnswers;
import dev.firebreak.testkit.service.iam.IamChecks;
import dev.firebreak.testkit.service.iam.IamErrors;
import dev.firebreak.testkit.service.iam.IamPage;
import dev.firebreak.testkit.service.iam.credential.IdentityProviders.Saml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.CreateSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.DeleteSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.GetSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.GetSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProviderTagsResponse;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersRequest;
import software.amazon.awssdk.services.iam.model.ListSamlProvidersResponse;
import software.amazon.awssdk.services.iam.model.SAMLProviderListEntry;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.TagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.TagSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UntagSamlProviderResponse;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderRequest;
import software.amazon.awssdk.services.iam.model.UpdateSamlProviderResponse;

/** SAML providers, by which the people of a company sign in to roles. */
final class SamlProviderOperations {
    private static final int PROVIDERS = 100;
    private static final int SHORTEST_METADATA = 1000;
    private static final Duration VALID = Duration.ofDays(36525);

    private SamlProviderOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("CreateSAMLProvider", CreateSamlProviderRequest::builder, SamlProviderOperations::create)
                .on("GetSAMLProvider", GetSamlProviderRequest::builder, SamlProviderOperations::get)
                .on("ListSAMLProviders", ListSamlProvidersRequest::builder, SamlProviderOperations::list)
                .on("UpdateSAMLProvider", UpdateSamlProviderRequest::builder, SamlProviderOperations::update)
                .on("DeleteSAMLProvider", DeleteSamlProviderRequest::builder, SamlProviderOperations::delete)
                .on("TagSAMLProvider", TagSamlProviderRequest::builder, SamlProviderOperations::tag)
                .on("UntagSAMLProvider", UntagSamlProviderRequest::builder, SamlProviderOperations::untag)
                .on("ListSAMLProviderTags", ListSamlProviderTagsRequest::builder, SamlProviderOperations::listTags);
    }

    private static CreateSamlProviderResponse create(Call call, CreateSamlProviderRequest request) {
        String name = IamChecks.name(request.name(), "name", 128);
        String metadata = metadata(request.samlMetadataDocument());
        String arn = "arn:aws:iam::" + call.account().id() + ":saml-provider/" + name;
        if (all(call).containsKey(arn)) {
            throw IamErrors.alreadyExists("Provider with name %s already exists.", name);
        }
        if (all(call).size() >= PROVIDERS) {
            throw IamErrors.quota("SAMLProvidersPerAccount", PROVIDERS);
        }
        SortedMap<String, String> tags = IamChecks.newTags(request.tags());
        String uuid = call.world().ids().iam("ASP");
        all(call).put(arn, new Saml(uuid, metadata, IamChecks.seconds(call), tags));
        return CreateSamlProviderResponse.builder()
                .samlProviderArn(arn)
                .tags(request.tags())
                .build();
    }

    private static String metadata(@Nullable String document) {
        String metadata = IamChecks.required(document, "sAMLMetadataDocument");
        if (metadata.length() < SHORTEST_METADATA) {
            throw IamErrors.constraint(
                    "sAMLMetadataDocument", "Member must have length greater than or equal to " + SHORTEST_METADATA);
        }
        if (!metadata.contains("EntityDescriptor") || !metadata.contains("entityID")) {
            throw IamErrors.invalidInput("Could not parse metadata");
        }
        return metadata;
    }

    private static GetSamlProviderResponse get(Call call, GetSamlProviderRequest request) {
        Saml provider = find(call, request.samlProviderArn());
        return GetSamlProviderResponse.builder()
                .samlProviderUUID(provider.uuid())
                .samlMetadataDocument(provider.metadata())
                .createDate(provider.created())
                .validUntil(validUntil(provider))
                .tags(IamAnswers.tags(provider.tags()))
                .build();
    }

    private static Instant validUntil(Saml provider) {
        return provider.created().plus(VALID);
    }

    private static ListSamlProvidersResponse list(Call call, ListSamlProvidersRequest request) {
        return ListSamlProvidersResponse.builder()
                .samlProviderList(all(call).entrySet().stream()
                        .map(entry -> SAMLProviderListEntry.builder()
                                .arn(entry.getKey())
                                .createDate(entry.getValue().created())
                                .validUntil(validUntil(entry.getValue()))
                                .build())
                        .collect(toList()))
                .build();
    }

    private static UpdateSamlProviderResponse update(Call call, UpdateSamlProviderRequest request) {
        Saml provider = find(call, request.samlProviderArn());
        all(call).put(request.samlProviderArn(), provider.withMetadata(metadata(request.samlMetadataDocument())));
        return UpdateSamlProviderResponse.builder()
                .samlProviderArn(request.samlProviderArn())
                .build();
    }

    private static DeleteSamlProviderResponse delete(Call call, DeleteSamlProviderRequest request) {
        find(call, request.samlProviderArn());
        all(call).remove(request.samlProviderArn());
        return DeleteSamlProviderResponse.builder().build();
    }

    private static TagSamlProviderResponse tag(Call call, TagSamlProviderRequest request) {
        IamChecks.tag(find(call, request.samlProviderArn()).tags(), "SAMLProvider", request.tags());
        return TagSamlProviderResponse.builder().build();
    }

    private static UntagSamlProviderResponse untag(Call call, UntagSamlProviderRequest request) {
        IamChecks.untag(find(call, request.samlProviderArn()).tags(), request.tagKeys());
        return UntagSamlProviderResponse.builder().build();
    }

    private static ListSamlProviderTagsResponse listTags(Call call, ListSamlProviderTagsRequest request) {
        List<Tag> tags = IamAnswers.tags(find(call, request.samlProviderArn()).tags());
        IamPage<Tag> page = IamPage.of(tags, Tag::key, request.marker(), request.maxItems());
        return ListSamlProviderTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }

    private static Saml find(Call call, @Nullable String providerArn) {
        String arn = IamChecks.required(providerArn, "sAMLProviderArn");
        Saml provider = all(call).get(arn);
        if (provider == null) {
            throw IamErrors.noSuchEntity("Manifest not found for arn %s", arn);
        }
        return provider;
    }

    private static SortedMap<String, Saml> all(Call call) {
        return IdentityProviders.of(call.account()).saml();
    }
}
