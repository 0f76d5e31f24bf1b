package dev.firebreak.testkit.service.secretsmanager;

import dev.firebreak.testkit.service.Call;
import dev.firebreak.testkit.service.Operations;
import dev.firebreak.testkit.service.ResultPage;
import java.util.List;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsRequest;
import software.amazon.awssdk.services.secretsmanager.model.ListSecretVersionIdsResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretVersionsListEntry;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** The versions of secrets and their staging labels. */
final class StageOperations {
    private StageOperations() {}

    static void addTo(Operations operations) {
        operations
                .on("ListSecretVersionIds", ListSecretVersionIdsRequest::builder, StageOperations::list)
                .on("UpdateSecretVersionStage", UpdateSecretVersionStageRequest::builder, StageOperations::move);
    }

    private static ListSecretVersionIdsResponse list(Call call, ListSecretVersionIdsRequest request) {
        Secret secret = SecretLookup.any(call, request.secretId(), "ListSecretVersionIds");
        List<SecretVersionsListEntry> found = secret.versions().values().stream()
                .filter(version -> Boolean.TRUE.equals(request.includeDeprecated())
                        || !secret.stagesOf(version.id()).isEmpty())
                .map(version -> SecretVersionsListEntry.builder()
                        .versionId(version.id())
                        .versionStages(secret.stagesOf(version.id()))
                        .createdDate(version.created())
                        .build())
                .toList();
        ResultPage<SecretVersionsListEntry> page = ResultPage.of(
                found, SecretListing.limit(request.maxResults()), request.nextToken(), SecretErrors::invalidToken);
        return ListSecretVersionIdsResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .versions(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static UpdateSecretVersionStageResponse move(Call call, UpdateSecretVersionStageRequest request) {
        Secret secret = SecretLookup.live(call, request.secretId(), "UpdateSecretVersionStage");
        String stage = request.versionStage();
        String holder = secret.staged(stage).map(SecretVersion::id).orElse(null);
        String from = request.removeFromVersionId();
        String to = request.moveToVersionId();
        if (to != null && !secret.versions().containsKey(to)) {
            throw SecretErrors.noSuchVersion("VersionId: " + to);
        }
        if (holder != null && !holder.equals(to) && from == null) {
            throw SecretErrors.parameter(
                    "The parameter RemoveFromVersionId can't be empty. Staging label %s is currently attached to version %s, so "
                            + "you must explicitly reference that version in RemoveFromVersionId.",
                    stage, holder);
        }
        if (from != null && !from.equals(holder)) {
            throw SecretErrors.parameter("The staging label %s is not attached to version %s.", stage, from);
        }
        if (to != null) {
            secret.stage(stage, to);
        } else if (stage.equals(Secret.CURRENT)) {
            throw SecretErrors.request("You can't remove the staging label AWSCURRENT without moving it.");
        } else {
            secret.unstage(stage);
        }
        secret.change(facts -> facts.lastChangedDate(call.now()));
        return UpdateSecretVersionStageResponse.builder()
                .arn(secret.arn())
                .name(secret.name())
                .build();
    }
}
