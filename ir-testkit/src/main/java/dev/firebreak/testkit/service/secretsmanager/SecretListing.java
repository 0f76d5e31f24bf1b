package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.Filter;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SortOrderType;

/** Lists secrets. */
final class SecretListing {
    private static final int MOST = 100;

    private SecretListing() {}

    static void addTo(Operations operations) {
        operations.on("ListSecrets", ListSecretsRequest::builder, SecretListing::list);
    }

    private static ListSecretsResponse list(Call call, ListSecretsRequest request) {
        List<Secret> found = new ArrayList<>(SecretsState.of(call.region()).all().values().stream()
                .filter(secret ->
                        !secret.isMarkedForDeletion() || Boolean.TRUE.equals(request.includePlannedDeletion()))
                .filter(secret -> request.filters().stream().allMatch(filter -> fits(filter, secret)))
                .toList());
        if (request.sortOrder() == SortOrderType.DESC) {
            Collections.reverse(found);
        }
        ResultPage<Secret> page =
                ResultPage.of(found, limit(request.maxResults()), request.nextToken(), SecretErrors::invalidToken);
        return ListSecretsResponse.builder()
                .secretList(page.items().stream().map(SecretListing::entry).toList())
                .nextToken(page.nextToken())
                .build();
    }

    static int limit(@Nullable Integer maxResults) {
        if (maxResults != null && (maxResults < 1 || maxResults > MOST)) {
            throw SecretErrors.parameter("MaxResults must be between 1 and %d.", MOST);
        }
        return maxResults == null ? MOST : maxResults;
    }

    /** A filter's value is a prefix of what it is compared with, and one with {@code !} before it must not be. */
    private static boolean fits(Filter filter, Secret secret) {
        List<String> texts = texts(filter, secret).toList();
        return filter.values().stream().anyMatch(value -> {
            boolean negated = value.startsWith("!");
            String prefix = (negated ? value.substring(1) : value).toLowerCase(Locale.ROOT);
            return texts.stream().anyMatch(text -> text.toLowerCase(Locale.ROOT).startsWith(prefix)) != negated;
        });
    }

    private static Stream<String> texts(Filter filter, Secret secret) {
        String description =
                secret.facts().description() == null ? "" : secret.facts().description();
        return switch (filter.key()) {
            case NAME -> Stream.of(secret.name());
            case DESCRIPTION -> Stream.of(description);
            case TAG_KEY -> secret.tags().keySet().stream();
            case TAG_VALUE -> secret.tags().values().stream();
            case ALL ->
                Stream.of(
                                Stream.of(secret.name(), description),
                                secret.tags().keySet().stream(),
                                secret.tags().values().stream())
                        .flatMap(all -> all);
            default -> throw SecretErrors.parameter("Invalid filter: %s", filter.keyAsString());
        };
    }

    private static SecretListEntry entry(Secret secret) {
        DescribeSecretResponse facts = secret.facts();
        return SecretListEntry.builder()
                .arn(facts.arn())
                .name(facts.name())
                .description(facts.description())
                .kmsKeyId(facts.kmsKeyId())
                .rotationEnabled(facts.rotationEnabled())
                .rotationLambdaARN(facts.rotationLambdaARN())
                .rotationRules(facts.rotationRules())
                .lastRotatedDate(facts.lastRotatedDate())
                .lastChangedDate(facts.lastChangedDate())
                .lastAccessedDate(facts.lastAccessedDate())
                .deletedDate(facts.deletedDate())
                .createdDate(facts.createdDate())
                .secretVersionsToStages(secret.versionsToStages())
                .tags(secret.tagList())
                .build();
    }
}
